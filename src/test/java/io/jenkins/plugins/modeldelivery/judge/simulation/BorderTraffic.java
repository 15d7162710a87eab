package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A check, and traffic that lies exactly where its answer turns: whoever calls such a canary worse than is allowed is as
 * wrong as who calls it proven no worse.
 *
 * @param check the check as a user writes it
 * @param kind what is special about the traffic; the empty string for nothing
 * @param pods stable's pods; 1 for pods that are not told apart
 * @param arm what an arm counts in a minute; the flag says whether it is the canary
 */
record BorderTraffic(String check, String kind, int pods, BiFunction<Chance, Boolean, Map<String, Double>> arm) {
    private static final int STABLE = 540;
    private static final int CANARY = 60;
    private static final int LATENCIES = 300;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double SIGMA = 0.5;
    /** Puts the 99th percentile at 0.32 s. */
    private static final double MEDIAN = 0.32 / Math.exp(2.3263478740408408 * SIGMA);

    /** Every form of check, each at its border. */
    static List<BorderTraffic> everyForm() {
        List<BorderTraffic> forms = new ArrayList<>();
        forms.add(errors("errors not worse by 0.005", 1, 0.01));
        forms.add(errors("errors not worse by 0.005", 9, 0.01));
        forms.add(errors("errors not worse by 100%", 1, 0.01));
        forms.add(errors("errors not worse by 100%", 9, 0.01));
        forms.add(errors("errors better", 1, 0.005));
        forms.add(errors("errors better", 9, 0.005));
        forms.add(errors("errors better by 50%", 1, 0.0025));
        forms.add(errors("errors <= 1%", 1, 0.01));
        forms.add(bursting("errors not worse by 0.005", 1));
        forms.add(bursting("errors not worse by 0.005", 9));
        forms.add(latency("latency p99 not worse by 20%", 1.2, 0.1, 0.32, 0.384, 1));
        forms.add(latency("latency p99 not worse by 20%", 1.2, 0.1, 0.32, 1));
        forms.add(latency("latency p99 not worse by 20%", 1.2, 0.1, 0.34, 0.4, 1));
        forms.add(latency("latency p99 better", 1, 0.1, 0.32, 0.384, 1));
        forms.add(latency("latency p99 better by 10%", 0.9, 0.1, 0.28, 0.32, 0.384, 1));
        forms.add(latency("latency p99 <= 384ms", 1.2, 0.1, 0.32, 0.384, 1));
        forms.add(rate("accuracy not worse by 0.01", "accuracy", 0.9, 0.89));
        forms.add(rate("accuracy better by 0.01", "accuracy", 0.9, 0.91));
        forms.add(rate("accuracy >= 90%", "accuracy", 0.9, 0.9));
        forms.add(rate("disagreement <= 2%", "disagreement", 0, 0.02));
        forms.add(rate("higher rate(checkout) not worse by 5%", "checkout", 0.2, 0.19));
        for (Values values : Values.values()) {
            forms.add(value("lower metric(x) not worse by 10%", values, "x", 10, 11));
            forms.add(value("higher metric(x) not worse by 1", values, "x", 10, 9));
            forms.add(value("higher metric(x) better", values, "x", 10, 10));
            forms.add(value("lower promql(\"queue\") <= 10", values, "promql(queue)", 10, 10));
            forms.add(value("saturation <= 80%", values, "saturation", 0.8, 0.8));
        }
        forms.add(predictions("ks(predictions) <= 0.1", 0.1));
        forms.add(predictions("psi(predictions) <= 0.0847", 0.1));
        return forms;
    }

    /** How the values of one interval to the next spread around their mean. */
    enum Values {
        INDEPENDENT,
        IN_RUNS,
        SKEWED
    }

    private static BorderTraffic errors(String check, int pods, double canary) {
        return new BorderTraffic(check, pods == 1 ? "" : pods + " pods", pods, (chance, isCanary) -> {
            int requests = isCanary ? CANARY : STABLE / pods;
            return Map.of(
                    "requests", (double) requests,
                    "errors", (double) chance.binomial(requests, isCanary ? canary : 0.005));
        });
    }

    /** The canary's rate, and those of pods that are seen, change from minute to minute by a factor of mean one. */
    private static BorderTraffic bursting(String check, int pods) {
        return new BorderTraffic(check, pods == 1 ? "unsteady canary" : pods + " unsteady pods", pods, (chance, isCanary) -> {
            int requests = isCanary ? CANARY : STABLE / pods;
            double factor = isCanary || pods > 1 ? Math.exp(0.5 * chance.gaussian() - 0.125) : 1;
            return Map.of(
                    "requests", (double) requests,
                    "errors", (double) chance.binomial(requests, factor * (isCanary ? 0.01 : 0.005)));
        });
    }

    /** Log-normal latency, its p99 at 0.32 s in stable. */
    private static BorderTraffic latency(String check, double factor, double... bounds) {
        return new BorderTraffic(check, "bounds " + Arrays.toString(bounds), 1, (chance, isCanary) -> {
            Map<String, Double> values = new HashMap<>();
            values.put("requests", (double) LATENCIES);
            double before = 0;
            int counted = 0;
            for (double bound : bounds) {
                double within = NORMAL.cumulativeProbability(Math.log(bound / (isCanary ? factor : 1) / MEDIAN) / SIGMA);
                counted += chance.binomial(LATENCIES - counted, (within - before) / (1 - before));
                values.put("latency_le_" + bound, (double) counted);
                before = within;
            }
            values.put("latency_count", (double) LATENCIES);
            return values;
        });
    }

    private static BorderTraffic rate(String check, String name, double stable, double canary) {
        return new BorderTraffic(check, "", 1, (chance, isCanary) -> {
            int count = isCanary ? CANARY : STABLE;
            return Map.of(
                    "requests", (double) count,
                    name + "_count", (double) count,
                    name + "_sum", (double) chance.binomial(count, isCanary ? canary : stable));
        });
    }

    private static BorderTraffic value(String check, Values values, String column, double stable, double canary) {
        double[] last = new double[2];
        return new BorderTraffic(check, values.name().toLowerCase(Locale.ROOT).replace('_', ' '), 1, (chance, isCanary) -> {
            double noise = chance.gaussian();
            int arm = isCanary ? 1 : 0;
            double mean = isCanary ? canary : stable;
            double spread =
                    switch (values) {
                        case INDEPENDENT -> 0.1 * noise;
                        case IN_RUNS -> {
                            last[arm] = 0.8 * last[arm] + 0.6 * noise;
                            yield 0.1 * last[arm];
                        }
                        case SKEWED -> column.equals("saturation")
                                ? (noise < 0.6745 ? -0.0833 : 0.25)
                                : Math.exp(0.5 * noise - 0.125) - 1;
                    };
            return Map.of("requests", isCanary ? 60.0 : 540.0, column, mean * (1 + spread));
        });
    }

    /** A quarter of stable's values in each bucket; of the canary's {@code shift} more in the second, less in the last. */
    private static BorderTraffic predictions(String check, double shift) {
        return new BorderTraffic(check, "", 1, (chance, isCanary) -> {
            int count = isCanary ? CANARY : STABLE;
            double moved = isCanary ? shift : 0;
            int low = chance.binomial(count, 0.25);
            int middle = chance.binomial(count - low, (0.25 + moved) / 0.75);
            int high = chance.binomial(count - low - middle, 0.25 / (0.5 - moved));
            return Map.of(
                    "requests", (double) count,
                    "predictions_le_0.25", (double) low,
                    "predictions_le_0.5", (double) low + middle,
                    "predictions_le_0.75", (double) low + middle + high,
                    "predictions_count", (double) count);
        });
    }

    /** One minute with the columns of every form. */
    static Observation everything(int minute, Chance chance) {
        Map<String, Double> stable = new HashMap<>();
        Map<String, Double> canary = new HashMap<>();
        for (BorderTraffic form : everyForm()) {
            stable.putAll(form.arm.apply(chance, false));
            canary.putAll(form.arm.apply(chance, true));
        }
        stable.put("requests", (double) STABLE);
        canary.put("requests", (double) CANARY);
        return Observation.of(60.0 * minute, ArmSample.of(stable), ArmSample.of(canary));
    }

    String name() {
        return kind.isEmpty() ? check : check + " (" + kind + ")";
    }

    Observation minute(int minute, Chance chance) {
        Map<String, Double> canary = arm.apply(chance, true);
        if (pods == 1) {
            return Observation.of(60.0 * minute, ArmSample.of(arm.apply(chance, false)), ArmSample.of(canary));
        }
        List<PodSample> stable = new ArrayList<>();
        for (int pod = 0; pod < pods; pod++) {
            stable.add(new PodSample("stable-" + pod, arm.apply(chance, false)));
        }
        return Observation.of(60.0 * minute, new ArmSample(stable), new ArmSample(List.of(new PodSample("canary-0", canary))));
    }
}
