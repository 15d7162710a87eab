package io.jenkins.plugins.modeldelivery.jenkins.evaluation;

/** Small tables of predictions. */
public final class Tables {
    private Tables() {}

    /** A binary table in which every tenth row is predicted wrongly. */
    public static String binary(int rows) {
        StringBuilder csv = new StringBuilder("label,score\n");
        for (int row = 0; row < rows; row++) {
            boolean positive = row % 2 == 0;
            boolean right = row % 10 != 0;
            csv.append(positive ? 1 : 0).append(',').append(positive == right ? "0.9" : "0.1").append('\n');
        }
        return csv.toString();
    }

    /** A table of two classes, one of which has this name. */
    public static String withClass(String name) {
        StringBuilder csv = new StringBuilder("label,prediction\n");
        for (int row = 0; row < 40; row++) {
            String truth = row % 2 == 0 ? name : "cat";
            csv.append('"').append(truth).append("\",\"").append(truth).append("\"\n");
        }
        return csv.toString();
    }
}
