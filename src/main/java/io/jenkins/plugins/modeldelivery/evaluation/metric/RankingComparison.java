package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Compares {@code roc_auc}, by DeLong's covariance, and {@code average_precision}, by that of the rows' influences. */
public final class RankingComparison implements Comparison {
    private final PairedRanking ranking;
    private final Precision precision;
    private PairedRanking.Result result;

    public RankingComparison(Precision precision) {
        this.precision = precision;
        this.ranking = new PairedRanking(precision);
    }

    @Override
    public void add(Observation candidate, Observation champion) {
        ranking.add(
                candidate.actualClass() == ClassMetric.POSITIVE, candidate.score(0), champion.score(0), candidate.weight());
    }

    @Override
    public Set<String> metrics() {
        return Set.of("roc_auc", "average_precision");
    }

    @Override
    public Map<String, Estimate> contrasts(Set<String> metrics, Contrast contrast) {
        if (result == null) {
            result = ranking.result();
        }
        Map<String, Estimate> contrasts = new LinkedHashMap<>();
        contrasts.put("roc_auc", result.rocAuc().contrast(contrast, "delong", precision.confidence()));
        contrasts.put("average_precision", result.averagePrecision().contrast(contrast, "jackknife", precision.confidence()));
        contrasts.keySet().retainAll(metrics);
        return contrasts;
    }
}
