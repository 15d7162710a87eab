package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.gate.Samples.Measured;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of verdicts in docs/gates.md, row by row. */
class GateDecisionTest {
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource({
        // value, one-sided half width, gate, verdict
        "0.95, 0.01, accuracy >= 0.94, PASS",
        "0.95, 0.01, accuracy >= 0.935, PASS",
        "0.95, 0.01, accuracy >= 0.945, INCONCLUSIVE",
        "0.95, 0.01, accuracy >= 0.955, INCONCLUSIVE",
        "0.95, 0.01, accuracy >= 0.965, FAIL",
        "0.95, 0.00, accuracy >= 0.95,  PASS",
        "0.95, 0.00, accuracy >  0.95,  FAIL",
        "0.95, 0.00, accuracy >= 95%,   PASS",
        "0.57, 0.00, accuracy >= 57%,   PASS",
        "0.040, 0.005, latency p99 <= 50ms, PASS",
        "0.048, 0.005, latency p99 <= 50ms, INCONCLUSIVE",
        "0.052, 0.005, p99 <= 50ms,         INCONCLUSIVE",
        "0.060, 0.005, p99 <= 50ms,         FAIL",
        "0.050, 0.000, p99 <= 50ms,         PASS",
        "0.050, 0.000, p99 <  50ms,         FAIL",
    })
    void anAbsoluteGateAsksTheOneSidedBound(double value, double margin, String gate, Verdict verdict) {
        GateResult result = decide(gate, Measured.of(value, margin));

        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.value()).isEqualTo(value);
        assertThat(result.gate()).isEqualTo(gate);
    }

    @ParameterizedTest
    @CsvSource({
        // value, baseline, half width, floor of 100 rows seen, gate, verdict
        "0.95, 0.95, 0.01,  50, accuracy not worse, PASS",
        "0.95, 0.95, 0.01, 100, accuracy not worse, PASS",
        "0.95, 0.95, 0.01, 101, accuracy not worse, INCONCLUSIVE",
        "0.94, 0.95, 0.02,  50, accuracy not worse, PASS",
        "0.90, 0.95, 0.02,  50, accuracy not worse, FAIL",
        "0.90, 0.95, 0.02, 999, accuracy not worse, FAIL",
        "12.0, 10.0, 1.00,  50, rmse not worse,     FAIL",
        "8.00, 10.0, 1.00,  50, rmse not worse,     PASS",
    })
    void notWorseNeedsExposureAndNoProofOfHarm(
            double value, double baseline, double margin, long floor, String gate, Verdict verdict) {
        assertThat(decide(gate, Measured.against(value, baseline, margin).withFloor(floor)).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        // value, baseline, half width, gate, verdict
        "0.950, 0.950, 0.004, accuracy not worse by 0.005, PASS",
        "0.950, 0.950, 0.006, accuracy not worse by 0.005, INCONCLUSIVE",
        "0.940, 0.950, 0.004, accuracy not worse by 0.005, FAIL",
        "0.940, 0.950, 0.006, accuracy not worse by 0.005, INCONCLUSIVE",
        "0.944, 0.950, 0.004, accuracy not worse by 0.005, INCONCLUSIVE",
        "0.990, 0.950, 0.030, accuracy not worse by 0.005, PASS",
        "0.050, 0.050, 0.004, latency p99 not worse by 10%, PASS",
        "0.050, 0.050, 0.006, latency p99 not worse by 10%, INCONCLUSIVE",
        "0.062, 0.050, 0.004, latency p99 not worse by 10%, FAIL",
        "0.062, 0.050, 0.004, p99 not worse by 20ms,        PASS",
        "11.00, 10.00, 0.500, higher promql(x) not worse by 1, PASS",
        "11.00, 10.00, 0.500, lower promql(x) not worse by 0.2, FAIL",
    })
    void notWorseByAMarginMustBeProven(double value, double baseline, double margin, String gate, Verdict verdict) {
        assertThat(decide(gate, Measured.against(value, baseline, margin)).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        // value, baseline, half width, gate, verdict
        "0.960, 0.950, 0.005, accuracy better, PASS",
        "0.952, 0.950, 0.005, accuracy better, INCONCLUSIVE",
        "0.948, 0.950, 0.005, accuracy better, INCONCLUSIVE",
        "0.940, 0.950, 0.005, accuracy better, FAIL",
        "0.950, 0.950, 0.000, accuracy better, INCONCLUSIVE",
        "0.970, 0.950, 0.005, accuracy better by 0.01, PASS",
        "0.962, 0.950, 0.005, accuracy better by 0.01, INCONCLUSIVE",
        "0.956, 0.950, 0.005, accuracy better by 0.01, INCONCLUSIVE",
        "0.940, 0.950, 0.005, accuracy better by 0.01, FAIL",
        "0.070, 0.100, 0.010, p50 better by 10%, PASS",
        "0.085, 0.100, 0.010, p50 better by 10%, INCONCLUSIVE",
    })
    void betterMustBeProven(double value, double baseline, double margin, String gate, Verdict verdict) {
        assertThat(decide(gate, Measured.against(value, baseline, margin)).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "0.95, 0.95, accuracy drop <= 0.01, PASS",
        "0.94, 0.95, accuracy drop <= 0.01, PASS",
        "0.93, 0.95, accuracy drop <= 0.01, FAIL",
        "0.99, 0.95, accuracy drop <= 0.01, PASS",
        "0.30, 0.40, accuracy drop <= 0.1,  PASS",
        "0.95, 0.95, accuracy drop <= 0,    PASS",
        "10.9, 10.0, rmse drop <= 10%,      PASS",
        "11.1, 10.0, rmse drop <= 10%,      FAIL",
        "NaN,  0.95, accuracy drop <= 0.01, FAIL",
    })
    void dropLooksAtThePointValuesAndAlwaysDecides(double value, double baseline, String gate, Verdict verdict) {
        assertThat(decide(gate, Measured.against(value, baseline, 5)).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"accuracy >= 0.5", "accuracy < 0.5", "accuracy not worse", "accuracy not worse by 0.1",
                "accuracy better", "accuracy better by 0.1"})
    void whatIsUndefinedNeitherPassesNorFails(String gate) {
        GateResult result = decide(gate, Measured.against(Double.NaN, 0.9, 0.01));

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).isEqualTo("accuracy is undefined for this evidence.");
    }

    @Test
    void aValueWhoseBoundCannotBeComputedIsUndefinedToo() {
        assertThat(decide("accuracy >= 0.5", Measured.of(0.9, Double.NaN)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"warn: accuracy >= 0.99", "warn: accuracy >= 0.955", "warn: accuracy drop <= 0.01"})
    void aWarningGateOnlyWarns(String gate) {
        assertThat(decide(gate, Measured.against(0.95, 0.97, 0.01)).verdict()).isEqualTo(Verdict.WARN);
        assertThat(decide("warn: accuracy >= 0.9", Measured.of(0.95, 0.01)).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({
        // The interval must shrink by the square root of the factor between rows needed and the 100 rows seen.
        "accuracy >= 0.945, 400",
        "accuracy >= 0.955, 400",
        "accuracy >= 0.949, 10000",
    })
    void anInconclusiveGateSaysHowManyRowsWouldDecide(String gate, long needed) {
        GateResult result = decide(gate, Measured.of(0.95, 0.01));

        assertThat((double) result.needed().orElseThrow()).isCloseTo(needed, within(1.0));
        assertThat(result.reason()).contains("About " + result.needed().getAsLong() + " rows would decide.");
    }

    @Test
    void theBoundOnTheLimitsSideDecidesHowManyRowsAreNeeded() {
        Estimate skewed = new Estimate(0.10, 0.08, 0.20, 0.09, 0.18, "skewed", 100);
        Evidence evidence = new OneEstimate(skewed);

        assertThat(decide("rmse <= 0.14", evidence).needed().orElseThrow()).isBetween(399L, 401L);
        assertThat(decide("rmse <= 0.095", evidence).needed().orElseThrow()).isBetween(399L, 401L);
    }

    @Test
    void nothingIsForetoldWhereMoreRowsWouldNotDecide() {
        assertThat(decide("accuracy >= 0.95", Measured.of(0.95, 0.01)).needed()).as("on the limit").isEmpty();
        assertThat(decide("accuracy better by 0.01", Measured.against(0.956, 0.950, 0.005)).needed())
                .as("better, but by less")
                .isEmpty();
        assertThat(decide("p99 <= 50ms", Measured.of(0.04, Double.POSITIVE_INFINITY)).needed())
                .as("no bound yet")
                .isEmpty();
    }

    @Test
    void aFloorNotReachedIsWhatIsNeeded() {
        GateResult result = decide("accuracy not worse", Measured.against(0.95, 0.95, 0.01).withFloor(12345));

        assertThat(result.needed()).hasValue(12345);
        assertThat(result.reason()).isEqualTo("Only 100 rows were seen; minRows asks for 12345.");
    }

    @Test
    void aComparisonShowsSubjectMinusBaselineWhicheverWayIsBetter() {
        GateResult accuracy = decide("accuracy better", Measured.against(0.96, 0.95, 0.005));
        GateResult rmse = decide("rmse better", Measured.against(9, 10, 0.5));

        assertThat(accuracy.value()).isCloseTo(0.01, within(1e-12));
        assertThat(accuracy.low()).isCloseTo(0.004, within(1e-12));
        assertThat(accuracy.high()).isCloseTo(0.016, within(1e-12));
        assertThat(rmse.value()).isEqualTo(-1);
        assertThat(rmse.low()).isEqualTo(-1.6);
        assertThat(rmse.reason()).isEqualTo("rmse is 9 against 10 (difference -1 [-1.6, -0.4]): shown better.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "accuracy not worse by 7%    | accuracy is 0.9 against 0.9 (difference 0 [0, 0]): shown to be no worse than by 7%.",
        "accuracy not worse by 0.001 | accuracy is 0.9 against 0.9 (difference 0 [0, 0]): shown to be no worse than by 0.001.",
        "accuracy drop <= 12.5%      | accuracy is 0.9 against 0.9 (difference 0); it may be worse by at most 12.5%.",
    })
    void aMarginIsShownAsItWasWritten(String gate, String reason) {
        assertThat(decide(gate, Measured.against(0.9, 0.9, 0)).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "size <= 4GiB        | 1536      | size is 1.5 KiB, which is shown to be <= 4 GiB.",
        "size <= 123456KiB   | 99999999  | size is 95.367 MiB, which is shown to be <= 120.5625 MiB.",
        "rmse <= 0.99999     | 0.9999899 | rmse is 0.99999, which is shown to be <= 0.99999.",
        "rmse <= 2e10        | 1e-7      | rmse is 1E-7, which is shown to be <= 2E+10.",
        "throughput >= 200/s | 201.23456 | throughput is 201.23/s, which is shown to be >= 200/s.",
        "power <= 300W       | 99        | power is 99 W, which is shown to be <= 300 W.",
    })
    void limitsAreShownInFullAndValuesWithFiveDigits(String gate, double value, String reason) {
        assertThat(decide(gate, new OneEstimate(Estimate.exact(value, 100))).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "tr", "ar", "hi-IN-u-nu-deva"})
    void numbersReadTheSameInEveryLocale(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));

        assertThat(decide("p99.9 <= 1234.5ms", Measured.of(0.98765432, 0)).reason())
                .isEqualTo("latency p99.9 is 987.65 ms [987.65 ms, 987.65 ms], which is shown to be <= 1.2345 s.");
    }

    @Test
    void reasonsSpeakChinese() {
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);

        assertThat(decide("accuracy >= 0.9", Measured.of(0.95, 0)).reason()).isEqualTo("accuracy 为 0.95 [0.95, 0.95]，已证明 >= 0.9。");
    }

    private static GateResult decide(String gate, Evidence evidence) {
        return new GateDecision(evidence).decide(Samples.PARSER.gate(gate));
    }

    /** Evidence of which only the value is asked. */
    private record OneEstimate(Estimate estimate) implements Evidence {
        @Override
        public Estimate value(Subject subject) {
            return estimate;
        }

        @Override
        public Estimate baseline(Subject subject) {
            throw new AssertionError("not asked");
        }

        @Override
        public Estimate worsening(Subject subject, Direction direction, Margin margin) {
            throw new AssertionError("not asked");
        }

        @Override
        public Exposure exposure() {
            return new Exposure(estimate.count(), 0, "rows", "minRows");
        }
    }
}
