package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.List;
import java.util.Locale;

/** The metrics of a regression that are functions of sums over rows, as scikit-learn 1.2 defines them. */
enum ErrorMetric {
    MAE {
        @Override
        double of(ErrorTotals totals) {
            return totals.absolute() / totals.weight();
        }
    },
    MSE {
        @Override
        double of(ErrorTotals totals) {
            return totals.squared() / totals.weight();
        }
    },
    RMSE {
        @Override
        double of(ErrorTotals totals) {
            return Math.sqrt(totals.squared() / totals.weight());
        }
    },
    R2 {
        @Override
        double of(ErrorTotals totals) {
            return explained(totals.squared(), totals.targetSpread());
        }
    },
    EXPLAINED_VARIANCE {
        @Override
        double of(ErrorTotals totals) {
            return explained(totals.errorSpread(), totals.targetSpread());
        }
    },
    MAPE {
        @Override
        double of(ErrorTotals totals) {
            return totals.relative() / totals.weight();
        }
    };

    static final List<ErrorMetric> ALL = List.of(values());

    abstract double of(ErrorTotals totals);

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Errors without spread are explained in full; a target without spread explains nothing. */
    private static double explained(double errors, double targets) {
        if (errors == 0) {
            return 1;
        }
        return targets == 0 ? 0 : 1 - errors / targets;
    }
}
