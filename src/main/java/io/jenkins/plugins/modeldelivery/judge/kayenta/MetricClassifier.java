package io.jenkins.plugins.modeldelivery.judge.kayenta;

import io.jenkins.plugins.modeldelivery.statistics.MannWhitneyShift;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * Classifies one metric by the interval of its shift and the size of the effect.
 *
 * @param fixed whether to leave out Kayenta's weaknesses: shifts are found relative to the metric's size instead of to
 *     1e-4, constant metrics are compared without random noise, and values that follow each other in runs are judged in
 *     blocks as long as the runs
 * @param tolerance the least interval end that counts, as a share of the estimated shift
 * @param confidence of the interval
 */
record MetricClassifier(boolean fixed, double tolerance, double confidence) {
    private static final double KAYENTA_PRECISION = 1e-4;
    private static final double RELATIVE_PRECISION = 1e-9;
    private static final double NOISE = 1e-5;
    private static final long NOISE_SEED = 12345;
    private static final int FEWEST_BLOCKS = 6;

    /** What Kayenta's judge uses. */
    static MetricClassifier usual(boolean fixed) {
        return new MetricClassifier(fixed, 0.25, 0.98);
    }

    /** Classifies values from which NaN and outliers are already gone. */
    MetricResult classify(MetricConfig metric, double[] control, double[] experiment) {
        if (control.length == 0 || experiment.length == 0) {
            return missing(metric);
        }
        if (isSame(control, experiment)) {
            return result(metric, Classification.PASS, false, 1, "the canary's values are identical to the control's");
        }
        if (Samples.isConstant(DoubleStream.concat(DoubleStream.of(control), DoubleStream.of(experiment)).toArray())) {
            return result(metric, Classification.PASS, false, 1, "");
        }
        return compared(metric, fixed ? blocks(control) : control, fixed ? blocks(experiment) : experiment);
    }

    private MetricResult missing(MetricConfig metric) {
        if (metric.replaceNaN()) {
            return result(metric, Classification.PASS, false, 1, "");
        }
        boolean fails = metric.mustHaveData() && !metric.critical();
        Classification classification = fails ? Classification.NODATA_FAIL_METRIC : Classification.NODATA;
        return result(metric, classification, !fails && metric.critical(), 1, "missing data for " + metric.name());
    }

    private MetricResult compared(MetricConfig metric, double[] control, double[] experiment) {
        double[] noisyControl = control;
        double[] noisyExperiment = experiment;
        MannWhitneyShift.Shift shift;
        if (Samples.isConstant(control) && Samples.isConstant(experiment)) {
            if (fixed) {
                double difference = experiment[0] - control[0];
                shift = new MannWhitneyShift.Shift(difference, difference, difference);
            } else {
                Random random = new Random(NOISE_SEED);
                noisyControl = noisy(control, random);
                noisyExperiment = noisy(experiment, random);
                shift = shift(noisyControl, noisyExperiment);
            }
        } else {
            shift = shift(control, experiment);
        }
        double ratio = Samples.meanRatio(noisyControl, noisyExperiment);
        double effect = metric.effectSize().commonLanguage()
                ? Samples.commonLanguageEffect(noisyControl, noisyExperiment)
                : ratio;
        return result(metric, shift, ratio, effect);
    }

    private MetricResult result(MetricConfig metric, MannWhitneyShift.Shift shift, double ratio, double effect) {
        MetricConfig.EffectSize sizes = metric.effectSize();
        double least = tolerance * Math.abs(shift.estimate());
        boolean high = metric.direction().mindsIncrease() && shift.low() > least
                && !(effect < sizes.allowedIncrease());
        boolean low = metric.direction().mindsDecrease() && shift.high() < -least
                && !(effect > sizes.allowedDecrease());
        if (!high && !low) {
            return result(metric, Classification.PASS, false, ratio, "");
        }
        boolean beyond = high ? !(effect < sizes.criticalIncrease()) : !(effect > sizes.criticalDecrease());
        boolean critical = metric.critical() && beyond;
        Classification classification = high ? Classification.HIGH : Classification.LOW;
        String reason = metric.name() + " was classified as " + classification.label() + (critical ? " (critical)" : "");
        return result(metric, classification, critical, ratio, reason);
    }

    private MannWhitneyShift.Shift shift(double[] control, double[] experiment) {
        if (!fixed) {
            return new MannWhitneyShift(experiment, control, KAYENTA_PRECISION).shift(confidence);
        }
        double size = DoubleStream.concat(DoubleStream.of(control), DoubleStream.of(experiment))
                .map(Math::abs)
                .max()
                .orElse(1);
        return new MannWhitneyShift(experiment, control, RELATIVE_PRECISION * size).shift(confidence);
    }

    /** Means of consecutive values, as many as the series' memory is long, so that blocks are nearly independent. */
    private static double[] blocks(double[] values) {
        double variance = Samples.variance(values, 1);
        int length = variance > 0 ? (int) Math.ceil(memory(values, variance)) : 1;
        int size = Math.max(1, Math.min(length, values.length / FEWEST_BLOCKS));
        double[] means = new double[values.length / size];
        int skipped = values.length - means.length * size;
        for (int i = 0; i < means.length; i++) {
            means[i] = Samples.mean(Arrays.copyOfRange(values, skipped + i * size, skipped + (i + 1) * size));
        }
        return means;
    }

    /** How many values it takes to tell as much as one independent value; rounding errors do not make it longer. */
    private static double memory(double[] values, double variance) {
        double mean = Samples.mean(values);
        double products = 0;
        for (int i = 1; i < values.length; i++) {
            products += (values[i] - mean) * (values[i - 1] - mean);
        }
        double seen = products / (values.length * variance) + 2.0 / values.length;
        double correlation = Math.max(0, Math.min(0.95, seen));
        return (1 + correlation) / (1 - correlation) * (1 - 1e-9);
    }

    static double[] noisy(double[] values, Random random) {
        return Arrays.stream(values).map(value -> value + NOISE * value * random.nextGaussian()).toArray();
    }

    private static boolean isSame(double[] one, double[] other) {
        double[] a = one.clone();
        double[] b = other.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        return Arrays.equals(a, b);
    }

    private static MetricResult result(
            MetricConfig metric, Classification classification, boolean critical, double ratio, String reason) {
        return new MetricResult(
                metric.name(), metric.groups(), classification, critical, metric.muted(), ratio, reason);
    }
}
