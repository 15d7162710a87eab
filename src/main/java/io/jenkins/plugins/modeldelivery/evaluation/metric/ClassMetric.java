package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/**
 * The metrics of predicted classes, as scikit-learn 1.2 defines them: a share without rows is 0, an average goes over the
 * classes that occur.
 */
enum ClassMetric {
    ACCURACY(Interval.SHARE_OF_ALL) {
        @Override
        double of(ClassTotals totals) {
            return totals.allRight() / totals.total();
        }
    },
    BALANCED_ACCURACY {
        @Override
        double of(ClassTotals totals) {
            double sum = 0;
            int met = 0;
            for (int i = 0; i < totals.classes(); i++) {
                if (totals.actual()[i] > 0) {
                    sum += totals.recall(i);
                    met++;
                }
            }
            return sum / met;
        }
    },
    PRECISION(Interval.SHARE_OF_PREDICTED) {
        @Override
        double of(ClassTotals totals) {
            return totals.precision(POSITIVE);
        }
    },
    RECALL(Interval.SHARE_OF_ACTUAL) {
        @Override
        double of(ClassTotals totals) {
            return totals.recall(POSITIVE);
        }
    },
    F1(Interval.OF_POSITIVE) {
        @Override
        double of(ClassTotals totals) {
            return totals.f1(POSITIVE);
        }
    },
    PRECISION_MACRO {
        @Override
        double of(ClassTotals totals) {
            return macro(totals, totals::precision);
        }
    },
    PRECISION_MICRO(Interval.SHARE_OF_ALL) {
        @Override
        double of(ClassTotals totals) {
            return ACCURACY.of(totals);
        }
    },
    PRECISION_WEIGHTED {
        @Override
        double of(ClassTotals totals) {
            return weighted(totals, totals::precision);
        }
    },
    RECALL_MACRO {
        @Override
        double of(ClassTotals totals) {
            return macro(totals, totals::recall);
        }
    },
    RECALL_MICRO(Interval.SHARE_OF_ALL) {
        @Override
        double of(ClassTotals totals) {
            return ACCURACY.of(totals);
        }
    },
    RECALL_WEIGHTED(Interval.SHARE_OF_ALL) {
        @Override
        double of(ClassTotals totals) {
            return weighted(totals, totals::recall);
        }
    },
    F1_MACRO {
        @Override
        double of(ClassTotals totals) {
            return macro(totals, totals::f1);
        }
    },
    F1_MICRO(Interval.SHARE_OF_ALL) {
        @Override
        double of(ClassTotals totals) {
            return ACCURACY.of(totals);
        }
    },
    F1_WEIGHTED {
        @Override
        double of(ClassTotals totals) {
            return weighted(totals, totals::f1);
        }
    },
    /** J. Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004). */
    MATTHEWS_CORRCOEF {
        @Override
        double of(ClassTotals totals) {
            double total = totals.total();
            double both = 0;
            double actual = 0;
            double predicted = 0;
            for (int i = 0; i < totals.classes(); i++) {
                both += totals.actual()[i] * totals.predicted()[i];
                actual += totals.actual()[i] * totals.actual()[i];
                predicted += totals.predicted()[i] * totals.predicted()[i];
            }
            double spread = (total * total - actual) * (total * total - predicted);
            return spread <= 0 ? 0 : (totals.allRight() * total - both) / Math.sqrt(spread);
        }
    },
    /** J. Cohen, "A coefficient of agreement for nominal scales" (1960); NaN when one class is all there is. */
    COHEN_KAPPA {
        @Override
        double of(ClassTotals totals) {
            double total = totals.total();
            double byChance = 0;
            for (int i = 0; i < totals.classes(); i++) {
                byChance += totals.actual()[i] * totals.predicted()[i] / total;
            }
            boolean certain = total - byChance <= ROUNDING * total;
            return certain ? Double.NaN : 1 - (total - totals.allRight()) / (total - byChance);
        }
    };

    /** How a metric's interval is made, and of which task it is a metric. */
    enum Interval {
        SHARE_OF_ALL,
        /** Of the rows predicted positive; binary tasks only. */
        SHARE_OF_PREDICTED,
        /** Of the positive rows; binary tasks only. */
        SHARE_OF_ACTUAL,
        /** By the bootstrap; binary tasks only. */
        OF_POSITIVE,
        BOOTSTRAP
    }

    static final int POSITIVE = 1;

    private static final double ROUNDING = 1e-15;

    private final Interval interval;

    ClassMetric() {
        this(Interval.BOOTSTRAP);
    }

    ClassMetric(Interval interval) {
        this.interval = interval;
    }

    abstract double of(ClassTotals totals);

    Interval interval() {
        return interval;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private boolean isOfPositive() {
        return interval == Interval.SHARE_OF_PREDICTED
                || interval == Interval.SHARE_OF_ACTUAL
                || interval == Interval.OF_POSITIVE;
    }

    /** The metrics of a task with or without a positive class. */
    static List<ClassMetric> all(boolean binary) {
        return Stream.of(values()).filter(metric -> binary || !metric.isOfPositive()).toList();
    }

    static double[] values(List<ClassMetric> metrics, ClassTotals totals) {
        double[] values = new double[metrics.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = metrics.get(i).of(totals);
        }
        return values;
    }

    private static double macro(ClassTotals totals, IntToDoubleFunction score) {
        double sum = 0;
        int met = 0;
        for (int i = 0; i < totals.classes(); i++) {
            if (totals.occurs(i)) {
                sum += score.applyAsDouble(i);
                met++;
            }
        }
        return sum / met;
    }

    private static double weighted(ClassTotals totals, IntToDoubleFunction score) {
        double sum = 0;
        for (int i = 0; i < totals.classes(); i++) {
            sum += totals.actual()[i] * score.applyAsDouble(i);
        }
        return sum / totals.total();
    }
}
