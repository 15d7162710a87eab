package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Compares {@code roc_auc_ovr} and {@code roc_auc_ovr_weighted}: the mean of the classes' differences, whose standard error is
 * at most the mean of DeLong's for each class.
 */
public final class OneVersusRestComparison implements Comparison {
    private static final String PLAIN = "roc_auc_ovr";
    private static final String WEIGHTED = "roc_auc_ovr_weighted";

    private final Precision precision;
    private final PairedRanking[] rankings;
    private ValuePair[] pairs;

    public OneVersusRestComparison(int scores, Precision precision) {
        this.precision = precision;
        this.rankings = new PairedRanking[scores];
        Arrays.setAll(rankings, i -> new PairedRanking(precision));
    }

    @Override
    public void add(Observation candidate, Observation champion) {
        for (int i = 0; i < rankings.length; i++) {
            rankings[i].add(candidate.actualClass() == i, candidate.score(i), champion.score(i), candidate.weight());
        }
    }

    @Override
    public Set<String> metrics() {
        return Set.of(PLAIN, WEIGHTED);
    }

    @Override
    public Map<String, Estimate> contrasts(Set<String> metrics, Contrast contrast) {
        if (pairs == null) {
            pairs = Arrays.stream(rankings).map(ranking -> ranking.result().rocAuc()).toArray(ValuePair[]::new);
        }
        double[] equal = new double[rankings.length];
        Arrays.fill(equal, 1);
        double[] bySize = Arrays.stream(rankings).mapToDouble(PairedRanking::positives).toArray();
        Map<String, Estimate> contrasts = new LinkedHashMap<>();
        contrasts.put(PLAIN, mean(contrast, equal));
        contrasts.put(WEIGHTED, mean(contrast, bySize));
        contrasts.keySet().retainAll(metrics);
        return contrasts;
    }

    private Estimate mean(Contrast contrast, double[] shares) {
        double all = Arrays.stream(shares).sum();
        double value = 0;
        double error = 0;
        double fewer = Double.POSITIVE_INFINITY;
        for (int i = 0; i < pairs.length; i++) {
            ValuePair pair = pairs[i];
            value += shares[i] / all * contrast.of(pair.candidate(), pair.champion());
            error += shares[i] / all * Math.sqrt(contrast.variance(
                    pair.champion(), pair.candidateVariance(), pair.championVariance(), pair.covariance()));
            fewer = Math.min(fewer, pair.fewer());
        }
        return StudentInterval.estimate(
                value, error, fewer - 1, precision.confidence(), OneVersusRestMeasure.METHOD, pairs[0].rows());
    }
}
