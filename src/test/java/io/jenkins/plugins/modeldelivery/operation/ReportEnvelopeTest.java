package io.jenkins.plugins.modeldelivery.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A report becomes maps, lists, texts, numbers and booleans, with the envelope's fields first. */
class ReportEnvelopeTest {
    private static final GateResult GATE = new GateResult(
            "accuracy >= 0.9", Verdict.INCONCLUSIVE, 0.91, 0.88, Double.NaN, OptionalLong.of(1200), "Too few rows.");
    private static final Envelope ENVELOPE = new Envelope(
            "model-delivery/evaluation/1",
            "digits",
            Verdict.INCONCLUSIVE,
            List.of("Too few rows."),
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-01-01T00:00:01.5Z"),
            "model-delivery",
            List.of(new InputFile("predictions.csv", "ab", "rows", 899)),
            List.of(GATE));

    @Test
    void theEnvelopeComesFirstThenTheCapabilitysOwnFields() {
        Map<String, Object> map = report(Map.of("rows", 899)).toMap();

        assertThat(map.keySet()).containsExactly(
                "schema", "name", "verdict", "reasons", "startedAt", "finishedAt", "tool", "inputs", "gates", "rows");
        assertThat(map).contains(
                entry("schema", "model-delivery/evaluation/1"),
                entry("verdict", "INCONCLUSIVE"),
                entry("finishedAt", "2026-01-01T00:00:01.500Z"),
                entry("rows", 899L),
                entry("inputs", List.of(Map.of("path", "predictions.csv", "sha256", "ab", "rows", 899L))));
    }

    @Test
    void aGateKeepsItsNumbersAndWhatIsNotFiniteIsNull() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("gate", "accuracy >= 0.9");
        expected.put("verdict", "INCONCLUSIVE");
        expected.put("value", 0.91);
        expected.put("low", 0.88);
        expected.put("high", null);
        expected.put("needed", 1200L);
        expected.put("reason", "Too few rows.");

        assertThat(report(Map.of()).toMap()).containsEntry("gates", List.of(expected));
    }

    @Test
    void everyValueBecomesOneOfTheTypesThatJsonAndPipelinesCarry() {
        Map<Object, Object> details = new LinkedHashMap<>();
        details.put("int", 1);
        details.put("short", (short) 2);
        details.put("float", 0.5f);
        details.put("decimal", new BigDecimal("0.25"));
        details.put("big", BigInteger.TEN);
        details.put("nan", Double.NaN);
        details.put("infinite", Float.NEGATIVE_INFINITY);
        details.put("optional", OptionalDouble.of(Double.POSITIVE_INFINITY));
        details.put("empty", OptionalLong.empty());
        details.put("verdict", Verdict.PASS);
        details.put("text", new StringBuilder("x"));
        details.put("none", null);
        details.put(7, List.of(1, List.of(2), Set.of(3)));

        assertThat(Plain.of(details)).isEqualTo(mapOf(
                "int", 1L, "short", 2L, "float", 0.5, "decimal", 0.25, "big", 10.0, "nan", null, "infinite", null,
                "optional", null, "empty", null, "verdict", "PASS", "text", "x", "none", null,
                "7", List.of(1L, List.of(2L), List.of(3L))));
    }

    @Test
    void whatIsNotPlainIsAMistakeOfOurs() {
        assertThatThrownBy(() -> Plain.of(new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Plain.of(new int[] {1})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEnvelopesListsCannotBeChangedFromOutside() {
        List<String> reasons = new ArrayList<>(List.of("one"));
        Envelope envelope = new Envelope(
                "s", "n", Verdict.PASS, reasons, Instant.EPOCH, Instant.EPOCH, "t", List.of(), List.of());
        reasons.add("two");

        assertThat(envelope.reasons()).containsExactly("one");
        assertThatThrownBy(() -> envelope.reasons().add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void messagesOfErrorsAreOneLine() {
        assertThat(new InvalidInputException("a\r\nb\tc\u0000d")).hasMessage("a b c d");
        assertThat(new SurroundingsException("a\n\n b", new RuntimeException("cause"))).hasMessage("a b").hasRootCauseMessage("cause");
        assertThat(new InvalidInputException(null)).hasMessage(null);
    }

    @Test
    void anExcerptIsShortAndNeverCutsACharacterInTwo() {
        assertThat(Excerpt.of("short")).isEqualTo("short");
        assertThat(Excerpt.of(null)).isEqualTo("null");
        assertThat(Excerpt.of("x".repeat(120))).isEqualTo("x".repeat(120));
        assertThat(Excerpt.of("x".repeat(121))).isEqualTo("x".repeat(120) + "…");
        assertThat(Excerpt.of("x".repeat(119) + "😀")).isEqualTo("x".repeat(119) + "…");
    }

    @Test
    void aCredentialIsNeverPrinted() {
        assertThat(new Credential("robot", "hunter2")).hasToString("Credential[username=robot, secret=****]");
    }

    private static Report report(Map<String, Object> details) {
        return new Report() {
            @Override
            public Envelope envelope() {
                return ENVELOPE;
            }

            @Override
            public Map<String, Object> details() {
                return details;
            }
        };
    }

    private static Map<String, Object> mapOf(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
