package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.ClassNames;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.CountBootstrap;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.McNemar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares predicted classes, from the counts of target, candidate's and champion's class. */
public final class ClassificationComparison implements Comparison {
    private final ClassNames classes;
    private final List<ClassMetric> all;
    private final Precision precision;
    private final CellCounts counts = new CellCounts();
    private long onlyCandidateRight;
    private long onlyChampionRight;

    public ClassificationComparison(ClassNames classes, boolean binary, Precision precision) {
        this.classes = classes;
        this.all = ClassMetric.all(binary);
        this.precision = precision;
    }

    @Override
    public void add(Observation candidate, Observation champion) {
        int actual = candidate.actualClass();
        counts.add(CellCounts.cell(actual, candidate.predictedClass(), champion.predictedClass()), candidate.weight());
        boolean candidateRight = candidate.predictedClass() == actual;
        boolean championRight = champion.predictedClass() == actual;
        onlyCandidateRight += candidateRight && !championRight ? 1 : 0;
        onlyChampionRight += championRight && !candidateRight ? 1 : 0;
    }

    @Override
    public Set<String> metrics() {
        Set<String> names = new LinkedHashSet<>();
        all.forEach(metric -> names.add(metric.key()));
        return names;
    }

    @Override
    public Map<String, Estimate> contrasts(Set<String> names, Contrast contrast) {
        List<ClassMetric> metrics = all.stream().filter(metric -> names.contains(metric.key())).toList();
        ConfusionCells cells = new ConfusionCells(counts, classes.names().size(), true);
        CountBootstrap bootstrap = new CountBootstrap(
                cells.weights(), cells.squares(), cells.rare(), counts.rows(), precision.seed(), precision.replicates());
        Estimate[] estimates = bootstrap.estimates(
                weights -> {
                    double[] candidate = ClassMetric.values(metrics, cells.candidate(weights));
                    double[] champion = ClassMetric.values(metrics, cells.champion(weights));
                    for (int i = 0; i < candidate.length; i++) {
                        candidate[i] = contrast.of(candidate[i], champion[i]);
                    }
                    return candidate;
                },
                precision.confidence());
        Map<String, Estimate> contrasts = new LinkedHashMap<>();
        for (int i = 0; i < estimates.length; i++) {
            contrasts.put(metrics.get(i).key(), estimates[i]);
        }
        return contrasts;
    }

    @Override
    public void details(Map<String, Object> details) {
        Map<String, Object> mcnemar = new LinkedHashMap<>();
        mcnemar.put("onlyCandidateRight", onlyCandidateRight);
        mcnemar.put("onlyChampionRight", onlyChampionRight);
        mcnemar.put("pValue", McNemar.exact(onlyCandidateRight, onlyChampionRight));
        details.put("mcnemar", mcnemar);
    }
}
