package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
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
 * <p>Both likelihoods are mixtures over {@link ClusterModel}s, weighted by a {@link ClusterCalibration}: a ratio is evidence
 * only beyond what pods differ by anyway.
 */
public final class RateRatioEvidence {
    private final ClusterCalibration calibration;
    private WanderingRatio[][] ratios;
    private double spread;

    /**
     * Begins with nothing seen.
     *
     * @param calibration of the second group; whoever feeds it does so before each {@link #add}
     */
    public RateRatioEvidence(ClusterCalibration calibration) {
        this.calibration = calibration;
    }

    /**
     * Adds one interval of both groups.
     *
     * @param logNull logarithm of the ratio that the null allows; may change as long as it is fixed before the interval
     * @param firstSpread 1/m + 1/n for m pods of the first group and n of the second; what the first interval says is kept
     * @param minutes time since the interval before
     */
    public void add(EventCounts first, EventCounts second, double logNull, double firstSpread, double minutes) {
        if (!(first.exposure() > 0 && second.exposure() > 0)) {
            return;
        }
        if (ratios == null) {
            begin(firstSpread);
        }
        double centre = Math.log(first.exposure() / second.exposure()) + logNull;
        double total = first.events() + second.events();
        for (int i = 0; i < EffectGrid.SIZE; i++) {
            for (WanderingRatio ratio : ratios[i]) {
                ratio.add(first.events(), total, centre + EffectGrid.effect(i), minutes);
            }
        }
    }

    private void begin(double firstSpread) {
        spread = firstSpread;
        ratios = new WanderingRatio[EffectGrid.SIZE][];
        for (int i = 0; i < EffectGrid.SIZE; i++) {
            ratios[i] = calibration.ratios(spread);
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

    /** All that is needed to go on, as plain JSON values; only differences of likelihoods matter, so the greatest is 0. */
    public Map<String, Object> state() {
        if (ratios == null) {
            return Map.of();
        }
        double[] likelihoods = Arrays.stream(ratios)
                .flatMap(Arrays::stream)
                .mapToDouble(WanderingRatio::logLikelihood)
                .toArray();
        double[] positions = Arrays.stream(ratios)
                .flatMap(Arrays::stream)
                .flatMapToDouble(ratio -> Arrays.stream(ratio.position()))
                .toArray();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("spread", spread);
        state.put("logLikelihoods", PlainNumbers.compact(Mixtures.relative(likelihoods)));
        state.put("positions", PlainNumbers.compact(positions));
        return state;
    }

    /** Goes on from a state that {@link #state} gave. */
    public void restore(Map<String, ?> state) {
        if (state.isEmpty()) {
            return;
        }
        begin(PlainNumbers.number(state.get("spread")));
        double[] likelihoods = PlainNumbers.array(state.get("logLikelihoods"));
        double[] positions = PlainNumbers.array(state.get("positions"));
        int next = 0;
        int from = 0;
        for (WanderingRatio[] row : ratios) {
            for (WanderingRatio ratio : row) {
                int size = ratio.position().length;
                ratio.restore(likelihoods[next++], Arrays.copyOfRange(positions, from, from + size));
                from += size;
            }
        }
    }

    private double[] logLikelihoods() {
        double[] likelihoods = new double[EffectGrid.SIZE];
        if (ratios == null) {
            return likelihoods;
        }
        double[] weights = calibration.logWeights();
        double[] terms = new double[weights.length];
        for (int i = 0; i < likelihoods.length; i++) {
            for (int m = 0; m < terms.length; m++) {
                terms[m] = weights[m] + ratios[i][m].logLikelihood();
            }
            likelihoods[i] = Mixtures.logSum(terms);
        }
        return likelihoods;
    }
}
