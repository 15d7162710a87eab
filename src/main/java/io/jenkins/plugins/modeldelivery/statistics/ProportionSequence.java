package io.jenkins.plugins.modeldelivery.statistics;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * A confidence sequence for one proportion: valid at all looks together, from no more than the counts. The evidence
 * against a proportion p is the likelihood of the counts averaged over a Beta(1/2, 1/2) prior, divided by their
 * likelihood at p (Robbins 1970; the prior is Jeffreys').
 */
public final class ProportionSequence {
    private static final double PRIOR = 0.5;
    private static final double LOG_BETA_OF_PRIOR = LogBeta.value(PRIOR, PRIOR);
    private static final int HALVINGS = 34;

    private ProportionSequence() {}

    /** Logarithm of the evidence against {@code proportion}; infinite where the counts are impossible. */
    public static double logEvidence(EventCounts counts, double proportion) {
        return averaged(counts) - logLikelihood(counts, proportion);
    }

    /** The least proportion that is not excluded, at a one-sided error of {@code alpha} over all looks. */
    public static double lower(EventCounts counts, double alpha) {
        return counts.events() == 0 ? 0 : end(counts, alpha, 0);
    }

    /** The greatest proportion that is not excluded. */
    public static double upper(EventCounts counts, double alpha) {
        return counts.events() == counts.exposure() ? 1 : end(counts, alpha, 1);
    }

    private static double end(EventCounts counts, double alpha, double outside) {
        double inside = counts.rate();
        double limit = averaged(counts) + Math.log(alpha);
        double excluded = outside;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (inside + excluded) / 2;
            if (logLikelihood(counts, middle) <= limit) {
                excluded = middle;
            } else {
                inside = middle;
            }
        }
        return excluded;
    }

    private static double averaged(EventCounts counts) {
        double failures = counts.exposure() - counts.events();
        return LogBeta.value(counts.events() + PRIOR, failures + PRIOR) - LOG_BETA_OF_PRIOR;
    }

    private static double logLikelihood(EventCounts counts, double proportion) {
        return term(counts.events(), proportion) + term(counts.exposure() - counts.events(), 1 - proportion);
    }

    private static double term(double count, double proportion) {
        return count == 0 ? 0 : count * Math.log(proportion);
    }
}
