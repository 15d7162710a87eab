package io.jenkins.plugins.modeldelivery.evaluation.metric;

/**
 * What all metrics of predicted classes are made from: for each class the weight of its rows, of the rows predicted to be of
 * it, and of those that are both.
 */
record ClassTotals(double[] actual, double[] predicted, double[] right, boolean[] met) {
    /**
     * Sums a table of cells of one model.
     *
     * @param met the classes that occur as a target or as a prediction, be it in rows of weight 0
     */
    static ClassTotals of(boolean[] met, int[] actualOf, int[] predictedOf, double[] weights) {
        int classes = met.length;
        ClassTotals totals = new ClassTotals(new double[classes], new double[classes], new double[classes], met);
        for (int i = 0; i < weights.length; i++) {
            totals.actual[actualOf[i]] += weights[i];
            totals.predicted[predictedOf[i]] += weights[i];
            if (actualOf[i] == predictedOf[i]) {
                totals.right[actualOf[i]] += weights[i];
            }
        }
        return totals;
    }

    int classes() {
        return actual.length;
    }

    double total() {
        return sum(predicted);
    }

    double allRight() {
        return sum(right);
    }

    /** Whether the class occurs as a target or as a prediction; scikit-learn leaves others out of averages. */
    boolean occurs(int index) {
        return met[index] || actual[index] > 0 || predicted[index] > 0;
    }

    double precision(int index) {
        return predicted[index] == 0 ? 0 : right[index] / predicted[index];
    }

    double recall(int index) {
        return actual[index] == 0 ? 0 : right[index] / actual[index];
    }

    double f1(int index) {
        double precision = precision(index);
        double recall = recall(index);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static double sum(double[] terms) {
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum;
    }
}
