package io.jenkins.plugins.modeldelivery.judge.simulation;

/**
 * A factor on the error rate that wanders without anything being wrong: its logarithm is a first-order autoregression.
 *
 * @param innovation standard deviation of each minute's innovation; 0 for none
 * @param persistence correlation from one minute to the next, 0 up to but not 1
 */
public record Disturbance(double innovation, double persistence) {
    public static final Disturbance NONE = new Disturbance(0, 0);

    /** Begins at the long-run spread. */
    double start(Chance chance) {
        return innovation == 0 ? 0 : innovation / Math.sqrt(1 - persistence * persistence) * chance.gaussian();
    }

    double next(double logarithm, Chance chance) {
        return innovation == 0 ? 0 : persistence * logarithm + innovation * chance.gaussian();
    }
}
