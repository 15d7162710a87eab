package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Arrays;

/** Sums of evidence that is kept as logarithms, so that neither tiny nor huge likelihoods are lost. */
final class Mixtures {
    private Mixtures() {}

    /** The logarithm of the sum of {@code exp(terms[i])}; minus infinity when every term is. */
    static double logSum(double[] terms) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            greatest = Math.max(greatest, term);
        }
        if (greatest == Double.NEGATIVE_INFINITY) {
            return greatest;
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - greatest);
        }
        return greatest + Math.log(sum);
    }

    /** The same logarithms with the greatest at 0. */
    static double[] relative(double[] logs) {
        double greatest = Arrays.stream(logs).max().orElse(0);
        return Arrays.stream(logs).map(log -> log - greatest).toArray();
    }
}
