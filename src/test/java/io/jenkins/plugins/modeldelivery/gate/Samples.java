package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.List;

/** A catalog with a subject of every kind, and evidence with intervals of a known width. */
final class Samples {
    static final SubjectCatalog CATALOG = new SubjectCatalog(
            List.of(
                    SubjectType.plain("accuracy", Unit.RATIO, Direction.HIGHER_IS_BETTER),
                    new SubjectType("f1", Unit.RATIO, Direction.HIGHER_IS_BETTER, false, false, true),
                    SubjectType.plain("rmse", Unit.NONE, Direction.LOWER_IS_BETTER),
                    SubjectType.percentile("latency", Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain("throughput", Unit.PER_SECOND, Direction.HIGHER_IS_BETTER),
                    SubjectType.plain("energy_per_request", Unit.JOULES, Direction.LOWER_IS_BETTER),
                    SubjectType.plain("power", Unit.WATTS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain("size", Unit.BYTES, Direction.LOWER_IS_BETTER),
                    SubjectType.withArgument("psi", Unit.NONE, Direction.LOWER_IS_BETTER),
                    SubjectType.withArgument("promql", Unit.NONE, null)),
            "latency");
    static final GateParser PARSER = new GateParser(CATALOG);

    private Samples() {}

    /**
     * Evidence in which every interval reaches one half width to both sides.
     *
     * @param margin the one-sided half width
     */
    record Measured(double value, double baseline, double margin, long count, long floor) implements Evidence {
        static Measured of(double value, double margin) {
            return new Measured(value, Double.NaN, margin, 100, 0);
        }

        static Measured against(double value, double baseline, double margin) {
            return new Measured(value, baseline, margin, 100, 0);
        }

        Measured withFloor(long rows) {
            return new Measured(value, baseline, margin, count, rows);
        }

        @Override
        public Estimate value(Subject subject) {
            return around(value);
        }

        @Override
        public Estimate baseline(Subject subject) {
            return around(baseline);
        }

        @Override
        public Estimate worsening(Subject subject, Direction direction, Margin allowed) {
            return around(direction.harm() * (value - baseline) - allowed.against(baseline));
        }

        @Override
        public Exposure exposure() {
            return new Exposure(count, floor, "rows", "minRows");
        }

        private Estimate around(double center) {
            return new Estimate(
                    center, center - 1.2 * margin, center + 1.2 * margin, center - margin, center + margin, "known", count);
        }
    }
}
