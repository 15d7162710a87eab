package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ROC and the precision-recall curve, drawn while walking down the ranking. */
final class RankingCurves {
    private final double positives;
    private final double negatives;
    private final ThinnedCurve roc = new ThinnedCurve(0, 0);
    private final ThinnedCurve precisionRecall = new ThinnedCurve(0, 1);
    private double positivesSeen;
    private double negativesSeen;

    RankingCurves(double positives, double negatives) {
        this.positives = positives;
        this.negatives = negatives;
    }

    void add(ScoreGroups group) {
        positivesSeen += group.positive();
        negativesSeen += group.negative();
        double recall = positivesSeen / positives;
        double falseAlarms = negativesSeen / negatives;
        roc.add(falseAlarms, recall, (falseAlarms + recall) / 2);
        precisionRecall.add(recall, positivesSeen / (positivesSeen + negativesSeen), recall);
    }

    /** Both curves; the ROC curve is null without negative rows. */
    Map<String, Object> points() {
        Map<String, Object> curves = new LinkedHashMap<>();
        curves.put("roc", negatives == 0 ? null : roc.endingAt(1, 1));
        curves.put("precision_recall", precisionRecall.endingAt(1, positives / (positives + negatives)));
        return curves;
    }
}
