package io.jenkins.plugins.modeldelivery.evaluation.rows;

/** Makes observations without a table. */
public final class Observations {
    private Observations() {}

    public static Observation of(long number, double actual, double predicted, double weight, double... scores) {
        Observation row = new Observation(scores.length);
        row.number(number);
        row.outcome(actual, predicted);
        row.weight(weight);
        for (int i = 0; i < scores.length; i++) {
            row.score(i, scores[i]);
        }
        return row;
    }

    /** Classes named {@code c0}, {@code c1} and so on. */
    public static ClassNames classes(int count) {
        return ClassNames.multiclass(
                java.util.stream.IntStream.range(0, count).mapToObj(i -> "c" + i).toList());
    }
}
