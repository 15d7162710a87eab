package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How pods of one group differ when nothing is wrong: each is compared with all others, interval by interval, and every
 * {@link ClusterModel} is weighed by how well it explains what was counted (an A/A comparison). Where pods are not seen,
 * one model is taken for granted instead.
 */
public final class ClusterCalibration {
    /** More pods would teach little more and would make what is saved grow. */
    private static final int MOST_PODS = 24;
    /** A pod that was not seen for so many intervals is gone. */
    private static final int LONGEST_ABSENCE = 10;

    private static final double CHANCE_OF_OWN_MODEL = 0.2;

    private final List<ClusterModel> models;
    private final boolean learns;
    private final double[] logWeights;
    private final Map<String, Pod> pods = new LinkedHashMap<>();

    /** One pod against all others. */
    private static final class Pod {
        private final WanderingRatio[] ratios;
        private final double spread;
        private int absence;

        private Pod(List<ClusterModel> models, double spread) {
            this.ratios = WanderingRatio.each(models, spread);
            this.spread = spread;
        }
    }

    private ClusterCalibration(List<ClusterModel> models, boolean learns) {
        this.models = List.copyOf(models);
        this.learns = learns;
        this.logWeights = new double[models.size()];
    }

    /** Begins with all ways of clustering equally likely, to be weighed by {@link #learn}. */
    public static ClusterCalibration byPods() {
        return new ClusterCalibration(ClusterModel.candidates(), true);
    }

    /** Takes one way of clustering for granted. */
    public static ClusterCalibration assuming(ClusterModel model) {
        return new ClusterCalibration(List.of(model), false);
    }

    /** Whether pods that are seen, not an assumption, say how much rates differ by chance. */
    public boolean learns() {
        return learns;
    }

    /**
     * Lets one interval weigh the models. Does nothing where one model is taken for granted.
     *
     * @param counts by pod
     * @param minutes time since the interval before
     */
    public void learn(Map<String, EventCounts> counts, double minutes) {
        if (!learns || counts.size() < 2) {
            return;
        }
        forget(counts);
        EventCounts all = counts.values().stream().reduce(EventCounts.NONE, EventCounts::plus);
        int others = counts.size() - 1;
        // Each pod is also among the others' rest, so n pods tell only n - 1 differences.
        double independent = (double) others / counts.size();
        counts.forEach((name, count) -> {
            double rest = all.exposure() - count.exposure();
            Pod pod = count.exposure() > 0 && rest > 0 ? known(name, 1 + 1.0 / others) : null;
            if (pod != null) {
                weigh(pod.ratios, count.events(), all.events(), Math.log(count.exposure() / rest), minutes, independent);
            }
        });
    }

    private void forget(Map<String, EventCounts> counts) {
        pods.forEach((name, pod) -> pod.absence = counts.containsKey(name) ? 0 : pod.absence + 1);
        pods.values().removeIf(pod -> pod.absence > LONGEST_ABSENCE);
    }

    /** The pod as it is known so far; null when there are too many already. */
    private Pod known(String name, double spread) {
        Pod pod = pods.get(name);
        if (pod == null && pods.size() < MOST_PODS) {
            pod = new Pod(models, spread);
            pods.put(name, pod);
        }
        return pod;
    }

    private void weigh(
            WanderingRatio[] ratios, double events, double total, double centre, double minutes, double independent) {
        for (int m = 0; m < ratios.length; m++) {
            double before = ratios[m].logLikelihood();
            ratios[m].add(events, total, centre, minutes);
            logWeights[m] += independent * (ratios[m].logLikelihood() - before);
        }
    }

    /** A ratio of another group to this one, with nothing seen yet, under each model. */
    WanderingRatio[] ratios(double spread) {
        return WanderingRatio.each(models, spread);
    }

    /**
     * Logarithms of how likely each model is for another group, up to a constant. With a prior chance of a fifth that
     * group follows a model of its own, whatever these pods show: it alone may come in bursts.
     */
    double[] logWeights() {
        double own = Mixtures.logSum(logWeights) + Math.log(CHANCE_OF_OWN_MODEL / logWeights.length);
        double[] weights = new double[logWeights.length];
        for (int m = 0; m < weights.length; m++) {
            weights[m] = Mixtures.logSum(new double[] {logWeights[m] + Math.log(1 - CHANCE_OF_OWN_MODEL), own});
        }
        return weights;
    }

    /** All that is needed to go on, as plain JSON values. */
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("logWeights", PlainNumbers.compact(Mixtures.relative(logWeights)));
        Map<String, Object> saved = new LinkedHashMap<>();
        pods.forEach((name, pod) -> {
            DoubleStream positions = Arrays.stream(pod.ratios).flatMapToDouble(ratio -> Arrays.stream(ratio.position()));
            saved.put(name, PlainNumbers.compact(
                    DoubleStream.concat(DoubleStream.of(pod.spread, pod.absence), positions).toArray()));
        });
        state.put("pods", saved);
        return state;
    }

    /** Goes on from a state that {@link #state} gave. */
    public void restore(Map<String, ?> state) {
        System.arraycopy(PlainNumbers.array(state.get("logWeights")), 0, logWeights, 0, logWeights.length);
        PlainNumbers.map(state.get("pods")).forEach((name, saved) -> {
            double[] numbers = PlainNumbers.array(saved);
            Pod pod = new Pod(models, numbers[0]);
            pod.absence = (int) numbers[1];
            int from = 2;
            for (WanderingRatio ratio : pod.ratios) {
                int size = ratio.position().length;
                ratio.restore(0, Arrays.copyOfRange(numbers, from, from + size));
                from += size;
            }
            pods.put(name, pod);
        });
    }
}
