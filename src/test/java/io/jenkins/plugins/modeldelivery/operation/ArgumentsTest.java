package io.jenkins.plugins.modeldelivery.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.GString;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.GStringImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every door hands over the same values in its own clothes; what arrives is the same, or refused with the cure. */
class ArgumentsTest {
    private enum Task {
        BINARY,
        SINGLE_STREAM
    }

    private static final Parameters PARAMETERS = Parameters.named("trainModel")
            .required("file", "path")
            .text("label", "truth", "")
            .flag("strict", true)
            .integer("seed", "1", "")
            .number("confidence", "0.95", "")
            .choice("task", "binary", List.of("binary", "single-stream"))
            .texts("gates", "gate", "")
            .integers("steps", "%")
            .build();

    @Test
    void defaultsStandInForWhatIsNotGiven() {
        Arguments arguments = bind(Map.of());

        assertThat(arguments.text("label")).isEqualTo("truth");
        assertThat(arguments.flag("strict")).isTrue();
        assertThat(arguments.integer("seed")).isEqualTo(1);
        assertThat(arguments.number("confidence")).isEqualTo(0.95);
        assertThat(arguments.choice("task", Task.class)).isEqualTo(Task.BINARY);
        assertThat(arguments.texts("gates")).isEmpty();
        assertThat(arguments.integers("steps")).isEmpty();
        assertThat(arguments.useName()).isEqualTo("trainModel");
        assertThat(arguments.onFail()).isEqualTo(Consequence.FAILURE);
        assertThat(arguments.onInconclusive()).isEqualTo(Consequence.FAILURE);
    }

    @Test
    void nullAndBlankCountAsNotGiven() {
        Map<String, Object> values = new HashMap<>();
        values.put("label", null);
        values.put("seed", "  ");
        values.put("gates", Arrays.asList("", null, " "));
        values.put("steps", List.of());
        Arguments arguments = bind(values);

        assertThat(arguments.text("label")).isEqualTo("truth");
        assertThat(arguments.integer("seed")).isEqualTo(1);
        assertThat(arguments.isGiven("gates")).isFalse();
        assertThat(arguments.texts("gates")).isEmpty();
        assertThat(arguments.isGiven("steps")).isFalse();
    }

    @Test
    void onInconclusiveFollowsOnFailUnlessGiven() {
        assertThat(bind(Map.of("onFail", "UNSTABLE")).onInconclusive()).isEqualTo(Consequence.UNSTABLE);
        assertThat(bind(Map.of("onFail", "unstable", "onInconclusive", "continue")).onInconclusive())
                .isEqualTo(Consequence.CONTINUE);
        assertThat(bind(Map.of("onFail", Consequence.CONTINUE)).onFail()).isEqualTo(Consequence.CONTINUE);
    }

    @Test
    void typedValuesAndTheirTextsAreTheSame() {
        for (Object seed : new Object[] {42, 42L, "42", " 42 ", new BigDecimal("42"), groovyText("42")}) {
            assertThat(bind(Map.of("seed", seed)).integer("seed")).isEqualTo(42);
        }
        for (Object confidence : new Object[] {0.9, 0.9f, "0.9", ".9", "9e-1", "+0.90", new BigDecimal("0.9")}) {
            assertThat(bind(Map.of("confidence", confidence)).number("confidence")).isEqualTo(0.9);
        }
        for (Object strict : new Object[] {false, "false", "FALSE", " False "}) {
            assertThat(bind(Map.of("strict", strict)).flag("strict")).isFalse();
        }
        for (Object task : new Object[] {"single-stream", "SINGLE-STREAM", groovyText("single-stream")}) {
            assertThat(bind(Map.of("task", task)).choice("task", Task.class)).isEqualTo(Task.SINGLE_STREAM);
        }
    }

    @Test
    void listsComeAsListsArraysOrLines() {
        List<String> expected = List.of("a >= 1", "b");
        for (Object gates : new Object[] {
            List.of("a >= 1", "b"),
            List.of(groovyText("a >= 1"), groovyText(" b ")),
            new String[] {"a >= 1", "b"},
            "a >= 1\nb\r\n\n",
            Arrays.asList("a >= 1", null, "", "b")
        }) {
            assertThat(bind(Map.of("gates", gates)).texts("gates")).isEqualTo(expected);
        }
        for (Object steps : new Object[] {List.of(5, 25L, "100"), new Integer[] {5, 25, 100}, "5, 25,100", "5\n25\n100"}) {
            assertThat(bind(Map.of("steps", steps)).integers("steps")).containsExactly(5, 25, 100);
        }
        assertThat(bind(Map.of("gates", "one")).texts("gates")).containsExactly("one");
        assertThat(bind(Map.of("gates", List.of("one,two"))).texts("gates")).containsExactly("one,two");
    }

    @Test
    void laterChangesOfTheCallersMapDoNotReachTheArguments() {
        Map<String, Object> values = new HashMap<>(Map.of("file", "a.csv"));
        Arguments arguments = PARAMETERS.bind(values);
        values.put("file", "b.csv");

        assertThat(arguments.text("file")).isEqualTo("a.csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "seed       | 1.5        | is not a whole number; write it in digits, as in 1000",
        "seed       | 1e3        | is not a whole number; write it in digits",
        "seed       | 99999999999999999999 | is not a whole number; write it in digits",
        "confidence | 0,95       | is not a number; write it with a dot, as in 0.95",
        "confidence | NaN        | is not a number; write it with a dot",
        "confidence | Infinity   | is not a number; write it with a dot",
        "confidence | 0x1p3      | is not a number; write it with a dot",
        "confidence | 0.95d      | is not a number; write it with a dot",
        "confidence | 1e999      | is too large; write a smaller number",
        "strict     | yes        | is neither true nor false; write one of them",
        "task       | ranking    | is not a choice; choose one of binary, single-stream",
        "task       | single_stream | is not a choice; choose one of binary, single-stream",
        "onFail     | STOP       | is not a choice; choose one of FAILURE, UNSTABLE, CONTINUE",
        "steps      | 5,x        | is not a whole number; write a list as in [5, 25, 100]",
        "name       | ../secret  | cannot be part of an address; use letters, digits",
        "name       | .          | cannot be part of an address; use letters, digits",
        "name       | a b        | cannot be part of an address; use letters, digits",
    })
    void whatDoesNotFitIsRefusedByStepFieldValueCauseAndCure(String field, String value, String message) {
        Arguments arguments = bind(Map.of(field, value));
        String shown = field.equals("steps") ? "x" : value;

        assertThatThrownBy(() -> readAll(arguments))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("trainModel: " + field + " '" + shown + "' " + message);
    }

    @Test
    void whatIsNoTextIsRefused() {
        for (Object odd : new Object[] {Map.of("a", 1), List.of("x"), Path.of("x"), new int[] {1}}) {
            assertThatThrownBy(() -> bind(Map.of("label", odd)).text("label"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContainingAll("trainModel: label '", "is not a text; write it in quotes");
        }
        for (Object odd : new Object[] {Map.of("a", 1), List.of(List.of("x")), new int[] {1}}) {
            assertThatThrownBy(() -> bind(Map.of("gates", odd)).texts("gates"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContainingAll("trainModel: gates '", "is not a list of texts; write it as in ['a', 'b']");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "esc\u001b[31m", "separator\u2028here", "next\u0085line"})
    void aRefusalStaysInOneLine(String value) {
        assertThatThrownBy(() -> bind(Map.of("task", value + "x".repeat(10_000))).choice("task", Task.class))
                .message()
                .doesNotContainPattern("[\\p{Cc}\\u2028]")
                .hasSizeLessThan(300);
    }

    @Test
    void unknownAndMissingNamesAreRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> bind(Map.of("gate", "x")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("trainModel: there is no parameter 'gate'; did you mean 'gates'?");
        assertThatThrownBy(() -> bind(Map.of("onfail", "x"))).hasMessageEndingWith("did you mean 'onFail'?");
        assertThatThrownBy(() -> bind(Map.of("", "x")))
                .hasMessage("trainModel: there is no parameter ''; known are file, label, strict, seed, confidence, task, "
                        + "gates, steps, name, onFail, onInconclusive");
        assertThatThrownBy(() -> PARAMETERS.bind(Map.of("file", " ")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("trainModel: file is missing; give it as file: '…' or --file …");
    }

    @Test
    void namesBecomeOptionsInKebabCase() {
        assertThat(PARAMETERS.get("onInconclusive").option()).isEqualTo("--on-inconclusive");
        assertThat(PARAMETERS.get("gates").isList()).isTrue();
        assertThat(PARAMETERS.get("steps").isList()).isTrue();
        assertThat(PARAMETERS.get("file").isList()).isFalse();
        assertThat(PARAMETERS.all()).extracting(Parameter::name).startsWith("file", "label").endsWith("name", "onFail", "onInconclusive");
    }

    @Test
    void aStepThatDefinesANameTwiceIsAMistakeOfOurs() {
        assertThatThrownBy(() -> Parameters.named("x").flag("a", true).flag("a", false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bind(Map.of()).text("nowhere")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void readAll(Arguments arguments) {
        arguments.integer("seed");
        arguments.number("confidence");
        arguments.flag("strict");
        arguments.choice("task", Task.class);
        arguments.integers("steps");
        arguments.useName();
        arguments.onFail();
    }

    private static GString groovyText(String text) {
        return new GStringImpl(new Object[] {text}, new String[] {"", ""});
    }

    private static Arguments bind(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.putIfAbsent("file", "predictions.csv");
        return PARAMETERS.bind(all);
    }
}
