package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Compares {@code log_loss} and, in a binary task, {@code brier}. */
public final class LossComparison implements Comparison {
    private final boolean binary;
    private final Precision precision;
    private final BlockSums blocks = new BlockSums(5);
    private final CompensatedSum[] sums = new CompensatedSum[5];

    public LossComparison(boolean binary, Precision precision) {
        this.binary = binary;
        this.precision = precision;
        Arrays.setAll(sums, i -> new CompensatedSum());
    }

    @Override
    public void add(Observation candidate, Observation champion) {
        double weight = candidate.weight();
        double[] terms = {
            1,
            ScoreLoss.logarithmic(candidate),
            ScoreLoss.logarithmic(champion),
            binary ? ScoreLoss.brier(candidate) : 0,
            binary ? ScoreLoss.brier(champion) : 0
        };
        double[] block = blocks.row(candidate.spread());
        for (int i = 0; i < terms.length; i++) {
            sums[i].addProduct(weight, terms[i]);
            block[i] += weight * terms[i];
        }
    }

    @Override
    public Set<String> metrics() {
        return binary ? Set.of("log_loss", "brier") : Set.of("log_loss");
    }

    @Override
    public Map<String, Estimate> contrasts(Set<String> metrics, Contrast contrast) {
        double[] exact = Arrays.stream(sums).mapToDouble(CompensatedSum::value).toArray();
        Estimate[] estimates = blocks.bootstrap(precision).estimates(
                contrasts(exact, contrast), drawn -> contrasts(drawn, contrast), precision.confidence());
        Map<String, Estimate> contrasts = new LinkedHashMap<>();
        contrasts.put("log_loss", estimates[0]);
        contrasts.put("brier", estimates[1]);
        contrasts.keySet().retainAll(metrics);
        return contrasts;
    }

    private static double[] contrasts(double[] sums, Contrast contrast) {
        return new double[] {
            contrast.of(sums[1] / sums[0], sums[2] / sums[0]), contrast.of(sums[3] / sums[0], sums[4] / sums[0])
        };
    }
}
