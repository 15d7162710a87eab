package io.jenkins.plugins.modeldelivery.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence, valid at every look, on the ratio of two event rates. Of the K events of both groups in an interval, k are
 * the first group's; whatever both rates do together cancels. At a ratio r, k is binomial with odds r times the ratio
 * of the exposures (where an exposure yields at most one event, k varies less than that, and the evidence is on the
 * safe side: Hoeffding 1963, theorem 4). The evidence against "r is at most r0" is a mixture of likelihood ratios of
 * greater r to r0, a test martingale, so it ever reaches 1/alpha with a chance of at most alpha (Ville 1939; Robbins
 * 1970, "Statistical methods related to the law of the iterated logarithm"; Ramdas, Gruenwald, Vovk, Shafer 2023,
 * "Game-theoretic statistics and safe anytime-valid inference").
 *
 * <p>Where the second group is seen pod by pod, both likelihoods are mixtures over {@link ClusterModel}s, weighted by
 * how well each explains these pods against each other: a ratio is evidence only beyond what pods differ by anyway.
 * With a prior chance of a fifth the first group follows a model of its own, whatever these pods show: it alone may come
 * in bursts. Where pods are not seen, one model is given, such as {@link ClusterModel#UNSTEADY}.
 */
public final class RateRatioEvidence {
    private static final double CHANCE_OF_OWN_MODEL = 0.2;

    private final List<ClusterModel> models;
    private final Map<String, WanderingRatio[]> pods = new LinkedHashMap<>();
    private final double[] logWeights;
    private WanderingRatio[][] ratios;

    /** Begins with nothing seen; several models must be weighed by {@link #learn}. */
    public RateRatioEvidence(List<ClusterModel> models) {
        this.models = List.copyOf(models);
        this.logWeights = new double[models.size()];
    }

    /**
     * Lets one interval of the second group's pods, each against all others, weigh the models.
     *
     * @param counts by pod, at least two of them
     * @param minutes time since the interval before
     */
    public void learn(Map<String, EventCounts> counts, double minutes) {
        EventCounts all = counts.values().stream().reduce(EventCounts.NONE, EventCounts::plus);
        int others = counts.size() - 1;
        // Each pod is also among the others' rest, so n pods tell only n - 1 differences.
        double independent = (double) others / counts.size();
        counts.forEach((pod, count) -> {
            double rest = all.exposure() - count.exposure();
            if (count.exposure() > 0 && rest > 0) {
                WanderingRatio[] ratio = pods.computeIfAbsent(pod, name -> ratios(1 + 1.0 / others));
                weigh(ratio, count.events(), all.events(), Math.log(count.exposure() / rest), minutes, independent);
            }
        });
    }

    private void weigh(
            WanderingRatio[] ratio, double events, double total, double centre, double minutes, double independent) {
        for (int m = 0; m < ratio.length; m++) {
            double before = ratio[m].logLikelihood();
            ratio[m].add(events, total, centre, minutes);
            logWeights[m] += independent * (ratio[m].logLikelihood() - before);
        }
    }

    /**
     * Adds one interval of both groups.
     *
     * @param logNull logarithm of the ratio that the null allows; may change as long as it is fixed before the interval
     * @param spread 1/m + 1/n for m pods of the first group and n of the second; what the first interval says is kept
     * @param minutes time since the interval before
     */
    public void add(EventCounts first, EventCounts second, double logNull, double spread, double minutes) {
        if (!(first.exposure() > 0 && second.exposure() > 0)) {
            return;
        }
        if (ratios == null) {
            ratios = new WanderingRatio[EffectGrid.SIZE][];
            for (int i = 0; i < EffectGrid.SIZE; i++) {
                ratios[i] = ratios(spread);
            }
        }
        double centre = Math.log(first.exposure() / second.exposure()) + logNull;
        double total = first.events() + second.events();
        for (int i = 0; i < EffectGrid.SIZE; i++) {
            for (WanderingRatio ratio : ratios[i]) {
                ratio.add(first.events(), total, centre + EffectGrid.effect(i), minutes);
            }
        }
    }

    /** Logarithm of the evidence that the ratio is greater than the null allows. */
    public double logGreater() {
        double[] likelihoods = logLikelihoods();
        return EffectGrid.mixtureAbove(likelihoods) - likelihoods[EffectGrid.NULL];
    }

    /** Logarithm of the evidence that the ratio is less than the null's. */
    public double logLess() {
        double[] likelihoods = logLikelihoods();
        return EffectGrid.mixtureBelow(likelihoods) - likelihoods[EffectGrid.NULL];
    }

    /** All that is needed to go on, as plain JSON values. */
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("logWeights", PlainNumbers.list(logWeights));
        Map<String, Object> byPod = new LinkedHashMap<>();
        pods.forEach((pod, ratio) -> byPod.put(pod, numbers(ratio)));
        state.put("pods", byPod);
        List<Object> grid = new ArrayList<>();
        for (int i = 0; ratios != null && i < ratios.length; i++) {
            grid.add(numbers(ratios[i]));
        }
        state.put("ratios", grid);
        return state;
    }

    /** Goes on from a state that {@link #state} gave. */
    public void restore(Map<String, ?> state) {
        System.arraycopy(PlainNumbers.array(state.get("logWeights")), 0, logWeights, 0, logWeights.length);
        PlainNumbers.map(state.get("pods")).forEach((pod, numbers) -> pods.put(pod, restored(numbers)));
        List<?> grid = (List<?>) state.get("ratios");
        if (!grid.isEmpty()) {
            ratios = new WanderingRatio[grid.size()][];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = restored(grid.get(i));
            }
        }
    }

    private static List<Double> numbers(WanderingRatio[] ratio) {
        double[] all = new double[ratio.length * WanderingRatio.STATE];
        for (int m = 0; m < ratio.length; m++) {
            System.arraycopy(ratio[m].state(), 0, all, m * WanderingRatio.STATE, WanderingRatio.STATE);
        }
        return PlainNumbers.list(all);
    }

    private WanderingRatio[] restored(Object numbers) {
        double[] all = PlainNumbers.array(numbers);
        WanderingRatio[] ratio = ratios(1);
        for (int m = 0; m < ratio.length; m++) {
            ratio[m].restore(Arrays.copyOfRange(all, m * WanderingRatio.STATE, (m + 1) * WanderingRatio.STATE));
        }
        return ratio;
    }

    private double[] logLikelihoods() {
        double[] likelihoods = new double[EffectGrid.SIZE];
        if (ratios == null) {
            return likelihoods;
        }
        double[] weights = weights();
        double[] terms = new double[weights.length];
        for (int i = 0; i < likelihoods.length; i++) {
            for (int m = 0; m < terms.length; m++) {
                terms[m] = weights[m] + ratios[i][m].logLikelihood();
            }
            likelihoods[i] = Mixtures.logSum(terms);
        }
        return likelihoods;
    }

    /** Logarithms of how likely each model is for the first group, up to a constant, given what the pods showed. */
    private double[] weights() {
        double own = Mixtures.logSum(logWeights) + Math.log(CHANCE_OF_OWN_MODEL / logWeights.length);
        double[] weights = new double[logWeights.length];
        for (int m = 0; m < weights.length; m++) {
            weights[m] = Mixtures.logSum(new double[] {logWeights[m] + Math.log(1 - CHANCE_OF_OWN_MODEL), own});
        }
        return weights;
    }

    private WanderingRatio[] ratios(double spread) {
        return models.stream().map(model -> new WanderingRatio(model, spread)).toArray(WanderingRatio[]::new);
    }
}
