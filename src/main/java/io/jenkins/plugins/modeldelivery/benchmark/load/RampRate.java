package io.jenkins.plugins.modeldelivery.benchmark.load;

/** A rate that grows or falls evenly: the n-th request is sent when the area under the rate reaches n. */
public final class RampRate implements Schedule {
    private final double from;
    private final double slope;
    private final double seconds;
    private long sent;

    /**
     * Makes a schedule that ends after {@code seconds}.
     *
     * @param from requests a second at the start, zero or more
     * @param to requests a second at the end, zero or more
     */
    public RampRate(double from, double to, double seconds) {
        this.from = from;
        this.slope = (to - from) / seconds;
        this.seconds = seconds;
    }

    @Override
    public long next(long elapsed) {
        double n = sent++;
        double root = from * from + 2 * slope * n;
        // The smaller root of slope/2 t^2 + from t = n, in the form that stays exact when the slope is near zero.
        double time = n == 0 ? 0 : 2 * n / (from + Math.sqrt(root));
        return root < 0 || Double.isNaN(time) || time > seconds ? END : Math.round(time * 1e9);
    }
}
