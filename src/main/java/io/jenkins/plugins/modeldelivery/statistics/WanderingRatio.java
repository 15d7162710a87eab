package io.jenkins.plugins.modeldelivery.statistics;

import java.util.List;

/**
 * Likelihood of the share of events that falls on one of two groups, when the logarithm of their rate ratio wanders
 * around a centre as a {@link ClusterModel} says. What is known of the wandering is kept as one normal distribution;
 * each interval it is spread over Gauss-Hermite nodes, so that the predicted counts are a mixture of binomial
 * distributions, a proper distribution whatever the approximation, and then matched again by mean and variance.
 */
final class WanderingRatio {
    private static final double[] NODES = {
        -2.8569700138728056, -1.3556261799742657, 0, 1.3556261799742657, 2.8569700138728056
    };
    private static final double[] WEIGHTS = {
        0.011257411327720691, 0.22207592200561266, 0.5333333333333333, 0.22207592200561266, 0.011257411327720691
    };
    private static final double FARTHEST_NODE = 2.857;
    private static final int LARGEST_POWER = 24;
    private static final double LARGEST_LOG_ODDS = 25;
    private static final double LEAST_SHRINKAGE = 1e-6;

    private final ClusterModel model;
    private final double stationary;
    private double mean;
    private double variance;
    private double logLikelihood;

    /**
     * Begins with nothing seen.
     *
     * @param spread what the model's variance is multiplied by: 1/m + 1/n when m pods are compared with n
     */
    WanderingRatio(ClusterModel model, double spread) {
        this.model = model;
        this.stationary = model.deviation() * model.deviation() * spread;
        this.variance = stationary;
    }

    /** One for each model, with nothing seen. */
    static WanderingRatio[] each(List<ClusterModel> models, double spread) {
        return models.stream().map(model -> new WanderingRatio(model, spread)).toArray(WanderingRatio[]::new);
    }

    double logLikelihood() {
        return logLikelihood;
    }

    /** Where the ratio is believed to be, as mean and variance; no numbers for a model that remembers nothing. */
    double[] position() {
        return model.isNone() || model.persistence() == 0 ? new double[0] : new double[] {mean, variance};
    }

    /** Goes on from a likelihood and a {@link #position}. */
    void restore(double savedLikelihood, double[] position) {
        logLikelihood = savedLikelihood;
        if (position.length > 0) {
            mean = position[0];
            variance = position[1];
        }
    }

    /**
     * Adds what was counted in one interval.
     *
     * @param events events of the first group
     * @param total events of both groups
     * @param centre logarithm of the odds that an event is the first group's when the ratio sits at its centre
     * @param minutes time since the interval before
     */
    void add(double events, double total, double centre, double minutes) {
        if (model.isNone()) {
            logLikelihood += logBinomial(events, total, centre);
            return;
        }
        forget(minutes);
        if (total > 0) {
            learn(events, total, centre);
        }
    }

    private void forget(double minutes) {
        if (model.persistence() == 1) {
            return;
        }
        double kept = model.persistence() == 0 ? 0 : Math.pow(model.persistence(), minutes);
        mean *= kept;
        variance = kept * kept * variance + (1 - kept * kept) * stationary;
    }

    private void learn(double events, double total, double centre) {
        double deviation = Math.sqrt(variance);
        double middle = centre + mean;
        boolean small = total <= LARGEST_POWER && isWhole(events) && isWhole(total)
                && Math.abs(middle) + FARTHEST_NODE * deviation < LARGEST_LOG_ODDS;
        double greatest = small ? 0 : Double.NEGATIVE_INFINITY;
        double[] densities = new double[NODES.length];
        for (int i = 0; i < NODES.length; i++) {
            double logOdds = middle + deviation * NODES[i];
            densities[i] = small ? binomial((int) events, (int) total, Math.exp(logOdds)) : logBinomial(events, total, logOdds);
            greatest = small ? 0 : Math.max(greatest, densities[i]);
        }
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < NODES.length; i++) {
            double density = WEIGHTS[i] * (small ? densities[i] : Math.exp(densities[i] - greatest));
            sum += density;
            first += density * NODES[i];
            second += density * NODES[i] * NODES[i];
        }
        double shift = first / sum;
        mean += deviation * shift;
        variance *= Math.max(second / sum - shift * shift, LEAST_SHRINKAGE);
        logLikelihood += greatest + Math.log(sum);
    }

    private static boolean isWhole(double count) {
        return count == Math.rint(count);
    }

    /** The binomial probability without its coefficient, for counts so small that multiplying beats logarithms. */
    private static double binomial(int events, int total, double odds) {
        double density = 1;
        double share = odds / (1 + odds);
        double rest = 1 / (1 + odds);
        for (int i = 0; i < total; i++) {
            density *= i < events ? share : rest;
        }
        return density;
    }

    /** Logarithm of the binomial probability without its coefficient, which cancels in every ratio. */
    private static double logBinomial(double events, double total, double logOdds) {
        return events * logOdds - total * Math.log1p(Math.exp(logOdds));
    }
}
