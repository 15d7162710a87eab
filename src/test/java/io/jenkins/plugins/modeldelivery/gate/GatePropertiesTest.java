package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.gate.Samples.Measured;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every gate and every evidence, found by trying many. */
class GatePropertiesTest {
    private static final List<String> GATES = List.of(
            "warn: accuracy >= 0.95",
            "latency p99.9 not worse by 10%",
            "lower promql(\"sum(rate(errors{job='a)'}[5m]))\") better by 0.5",
            "f1[country=*] drop <= 0.01",
            "higher promql(x) not worse",
            "size <= 4GiB",
            "psi(\"a \\\" b\") > 1e-3");

    @Property
    void aSubjectIsReadAsItIsWritten(@ForAll("subjects") Subject subject) {
        assertThat(Samples.PARSER.gate(subject + " <= 1").subject()).isEqualTo(subject);
    }

    @Property
    void aQuantityIsReadAsItIsShown(@ForAll double value, @ForAll Unit unit) {
        String shown = Quantities.limit(value, unit);
        SubjectCatalog catalog = new SubjectCatalog(List.of(SubjectType.plain("x", unit, Direction.LOWER_IS_BETTER)));

        Condition read = new GateParser(catalog).gate("x <= " + shown.replaceAll(" B$", "")).condition();

        double limit = ((Condition.Compare) read).limit();
        assertThat(Math.abs(limit - value)).isLessThanOrEqualTo(Math.ulp(value));
    }

    /** Mutated text is either a gate or one line that says what is wrong. */
    @Property(tries = 5000)
    void noTextBreaksTheParser(@ForAll("mutations") String text) {
        readOrRefuse(text);
    }

    @Tag("soak")
    @Property(tries = 500_000)
    void noTextBreaksTheParserHoweverManyAreTried(@ForAll("mutations") String text) {
        readOrRefuse(text);
    }

    private static void readOrRefuse(String text) {
        try {
            Gate gate = Samples.PARSER.gate(text);
            assertThat(gate.text()).doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
            assertThat(Samples.PARSER.gate(gate.text())).isEqualTo(gate);
        } catch (InvalidInputException e) {
            assertThat(e.getMessage())
                    .startsWith("gate '")
                    .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]")
                    .hasSizeLessThan(700);
        }
    }

    @Property
    void aMoreGenerousLimitNeverGivesAWorseVerdict(
            @ForAll @DoubleRange(min = -2, max = 2) double value,
            @ForAll @DoubleRange(min = 0, max = 1) double margin,
            @ForAll @DoubleRange(min = -2, max = 2) double limit,
            @ForAll @DoubleRange(min = 0, max = 1) double more,
            @ForAll boolean strict) {
        Measured evidence = Measured.of(value, margin);
        String upper = strict ? "rmse < " : "rmse <= ";
        String lower = strict ? "accuracy > " : "accuracy >= ";

        assertThat(decide(upper + plain(limit + more), evidence).verdict())
                .isLessThanOrEqualTo(decide(upper + plain(limit), evidence).verdict());
        assertThat(decide(lower + plain(limit - more), evidence).verdict())
                .isLessThanOrEqualTo(decide(lower + plain(limit), evidence).verdict());
    }

    @Property
    void aMoreGenerousMarginNeverGivesAWorseVerdict(
            @ForAll @DoubleRange(min = -2, max = 2) double value,
            @ForAll @DoubleRange(min = -2, max = 2) double baseline,
            @ForAll @DoubleRange(min = 0, max = 1) double width,
            @ForAll @DoubleRange(min = 0.01, max = 2) double margin,
            @ForAll @DoubleRange(min = 0, max = 1) double more) {
        Measured evidence = Measured.against(value, baseline, width);
        for (String form : List.of("rmse not worse by ", "accuracy not worse by ", "rmse drop <= ", "accuracy drop <= ")) {
            assertThat(decide(form + plain(margin + more), evidence).verdict())
                    .isLessThanOrEqualTo(decide(form + plain(margin), evidence).verdict());
        }
        assertThat(decide("rmse better by " + plain(margin), evidence).verdict())
                .isLessThanOrEqualTo(decide("rmse better by " + plain(margin + more), evidence).verdict());
    }

    @Property
    void moreEvidenceOfTheSameNeverTurnsAPassIntoAFail(
            @ForAll("conditions") String condition,
            @ForAll @DoubleRange(min = 0, max = 2) double value,
            @ForAll @DoubleRange(min = 0, max = 2) double baseline,
            @ForAll @DoubleRange(min = 0, max = 1) double width) {
        Verdict wide = decide("rmse " + condition, Measured.against(value, baseline, width)).verdict();
        Verdict narrow = decide("rmse " + condition, Measured.against(value, baseline, width / 3)).verdict();

        // "not worse" passes until harm is shown; every other form keeps what it has concluded.
        if (!condition.equals("not worse") && wide != Verdict.INCONCLUSIVE) {
            assertThat(narrow).isEqualTo(wide);
        }
    }

    @Property
    void aWarningNeverFailsAndElseEqualsTheGateItself(
            @ForAll("conditions") String condition,
            @ForAll @DoubleRange(min = 0, max = 2) double value,
            @ForAll @DoubleRange(min = 0, max = 2) double baseline,
            @ForAll @DoubleRange(min = 0, max = 1) double width,
            @ForAll @LongRange(min = 0, max = 200) long floor) {
        Measured evidence = Measured.against(value, baseline, width).withFloor(floor);
        GateResult plain = decide("rmse " + condition, evidence);
        GateResult warning = decide("warn: rmse " + condition, evidence);

        assertThat(warning.verdict()).isEqualTo(plain.verdict() == Verdict.PASS ? Verdict.PASS : Verdict.WARN);
        assertThat(warning.reason()).isEqualTo(plain.reason());
        assertThat(warning.needed()).isEqualTo(plain.needed());
    }

    @Property
    void whatIsNeededIsMoreThanWhatWasSeenAndStandsOnlyAtInconclusiveGates(
            @ForAll("conditions") String condition,
            @ForAll @DoubleRange(min = 0, max = 2) double value,
            @ForAll @DoubleRange(min = 0, max = 2) double baseline,
            @ForAll @DoubleRange(min = 0, max = 1) double width,
            @ForAll @IntRange(min = 0, max = 1_000_000) int rows) {
        Measured evidence = new Measured(value, baseline, width, rows, rows + 1L);
        GateResult result = decide("rmse " + condition, evidence);

        if (result.verdict() == Verdict.INCONCLUSIVE) {
            result.needed().ifPresent(needed -> assertThat(needed).isGreaterThan(rows));
        } else {
            assertThat(result.needed()).isEmpty();
        }
    }

    @Property
    void verdictsDoNotDependOnTheUnitOfMeasurement(
            @ForAll("conditions") String condition,
            @ForAll @IntRange(min = 0, max = 40) int value,
            @ForAll @IntRange(min = 0, max = 40) int baseline,
            @ForAll @IntRange(min = 0, max = 20) int width) {
        // Powers of two scale without rounding; the limit 1 and the margin 0.5 scale along.
        Verdict seconds = decide("rmse " + condition, Measured.against(value / 16.0, baseline / 16.0, width / 16.0)).verdict();
        for (double scale : new double[] {0x1p-20, 0x1p20}) {
            String scaled = condition.replaceAll("\\b(1|0\\.5)$", "") + scaledNumber(condition, scale);
            Measured evidence = Measured.against(scale * value / 16, scale * baseline / 16, scale * width / 16);
            assertThat(decide("rmse " + scaled, evidence).verdict()).isEqualTo(seconds);
        }
    }

    private static String scaledNumber(String condition, double scale) {
        if (condition.endsWith(" 1")) {
            return plain(scale);
        }
        return condition.endsWith(" 0.5") ? plain(scale / 2) : "";
    }

    @Provide
    Arbitrary<String> conditions() {
        return Arbitraries.of(
                "<= 1", "< 1", ">= 1", "> 1", "not worse", "not worse by 0.5", "not worse by 10%", "better", "better by 0.5",
                "drop <= 0.5", "drop <= 10%");
    }

    @Provide
    Arbitrary<Subject> subjects() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("ab1 =*<>{}()[]\"'\\,.é数")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(inside -> !inside.isBlank());
        Arbitrary<Subject> percentile = Arbitraries.doubles().between(0, false, 100, false).ofScale(4)
                .map(p -> new Subject("latency", p, "", ""));
        return Arbitraries.oneOf(
                text.map(argument -> new Subject("psi", Double.NaN, argument, "")),
                text.map(slice -> new Subject("f1", Double.NaN, "", slice)),
                percentile);
    }

    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<String> gate = Arbitraries.of(GATES);
        Arbitrary<String> insert = Arbitraries.oneOf(
                Arbitraries.strings().withChars("()[]\"'\\<>=%:.-+eEpP0189 \n\t\u0000\u00a0\u001b\u2028").ofMaxLength(4),
                Arbitraries.strings().ofMaxLength(3),
                Arbitraries.of(GATES));
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 80);
        return Combinators.combine(gate, insert, place, place, place).as(GatePropertiesTest::mutated);
    }

    private static String mutated(String gate, String insert, int at, int cutFrom, int cutLength) {
        StringBuilder text = new StringBuilder(gate);
        text.insert(Math.min(at, text.length()), insert);
        int from = Math.min(cutFrom, text.length());
        return text.delete(from, Math.min(from + cutLength % 7, text.length())).toString();
    }

    private static GateResult decide(String gate, Measured evidence) {
        return new GateDecision(evidence).decide(Samples.PARSER.gate(gate));
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }
}
