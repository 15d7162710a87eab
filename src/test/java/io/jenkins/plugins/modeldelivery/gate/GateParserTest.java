package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the language means, form by form, and what it says of text that it cannot read. */
class GateParserTest {
    @ParameterizedTest
    @CsvSource({
        "accuracy >= 0.9,       AT_LEAST, 0.9",
        "accuracy>=.9,          AT_LEAST, 0.9",
        "accuracy > 90%,        ABOVE,    0.9",
        "accuracy >= 57 %,      AT_LEAST, 0.57",
        "rmse < 1e-3,           BELOW,    0.001",
        "rmse <= -2.,           AT_MOST,  -2",
        "latency p99 <= 50ms,   AT_MOST,  0.05",
        "latency p99 <= 0.05 s, AT_MOST,  0.05",
        "latency p99 <= 0.05,   AT_MOST,  0.05",
        "throughput >= 200/s,   AT_LEAST, 200",
        "energy_per_request <= 2 J, AT_MOST, 2",
        "power <= 300W,         AT_MOST,  300",
        "size <= 4GiB,          AT_MOST,  4294967296",
        "size <= 1.5 MiB,       AT_MOST,  1572864",
        "size <= 10KiB,         AT_MOST,  10240",
    })
    void aLimitIsReadInTheSubjectsUnit(String text, Relation relation, double limit) {
        Gate gate = Samples.PARSER.gate(text);

        assertThat(gate.condition()).isEqualTo(new Condition.Compare(relation, limit));
        assertThat(gate.warnOnly()).isFalse();
        assertThat(gate.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "accuracy not worse by 0.005,   0.005, false",
        "accuracy not worse by 5%,      0.05,  true",
        "accuracy not worse by 57 %,    0.57,  true",
        "latency p99 not worse by 5ms,  0.005, false",
        "size not worse by 1KiB,        1024,  false",
    })
    void aMarginIsAbsoluteOrAShareOfTheBaseline(String text, double amount, boolean relative) {
        assertThat(Samples.PARSER.gate(text).condition())
                .isEqualTo(new Condition.NotWorse(new Margin(amount, relative)));
    }

    @Test
    void comparisonsAreTheOnesOfTheGrammar() {
        assertThat(condition("accuracy not worse")).isEqualTo(new Condition.NotWorse(Margin.NONE));
        assertThat(condition("accuracy better")).isEqualTo(new Condition.Better(Margin.NONE));
        assertThat(condition("accuracy better by 1%")).isEqualTo(new Condition.Better(new Margin(0.01, true)));
        assertThat(condition("accuracy drop <= 0.01")).isEqualTo(new Condition.Drop(new Margin(0.01, false)));
        assertThat(condition("accuracy drop<=0")).isEqualTo(new Condition.Drop(Margin.NONE));
        assertThat(condition("accuracy drop <= 0.01").comparesWithBaseline()).isTrue();
        assertThat(condition("accuracy >= 0.01").comparesWithBaseline()).isFalse();
    }

    @Test
    void subjectsCarryPercentileArgumentAndSlice() {
        assertThat(subject("latency p99.9 <= 1")).isEqualTo(new Subject("latency", 99.9, "", ""));
        assertThat(subject("p50 <= 1")).isEqualTo(new Subject("latency", 50, "", ""));
        assertThat(subject("p99.99<=1")).isEqualTo(new Subject("latency", 99.99, "", ""));
        assertThat(subject("psi(age) <= 1")).isEqualTo(new Subject("psi", Double.NaN, "age", ""));
        assertThat(subject("psi ( age of user ) <= 1")).isEqualTo(new Subject("psi", Double.NaN, "age of user", ""));
        assertThat(subject("f1[country=*] >= 0.8")).isEqualTo(new Subject("f1", Double.NaN, "", "country=*"));
        assertThat(subject("promql(\"rate(x{a='b)'}[5m])\") <= 1").argument()).isEqualTo("rate(x{a='b)'}[5m])");
        assertThat(subject("promql(rate(x{a=\"b)\"}[5m])) <= 1").argument()).isEqualTo("rate(x{a=\"b)\"}[5m])");
        assertThat(subject("promql('say \\'hi\\' \\\\') <= 1").argument()).isEqualTo("say 'hi' \\");
        assertThat(subject("promql('a' + 'b') <= 1").argument()).isEqualTo("'a' + 'b'");
    }

    @Test
    void theWordBeforeASubjectTellsWhichWayIsBetter() {
        assertThat(Samples.PARSER.gate("lower promql(x) not worse").direction()).isEqualTo(Direction.LOWER_IS_BETTER);
        assertThat(Samples.PARSER.gate("higher promql(x) better").direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
        assertThat(Samples.PARSER.gate("promql(x) <= 1").direction()).isNull();
        assertThat(Samples.PARSER.gate("lower rmse <= 1").direction()).isEqualTo(Direction.LOWER_IS_BETTER);
        assertThat(Samples.PARSER.gate("warn: lower promql(x) not worse").warnOnly()).isTrue();
        assertThat(Samples.PARSER.gate("warn:accuracy better").warnOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0accuracy\u00a0>=\u202f0.9\u00a0", "\taccuracy\r\n>=\n0.9\u2028"})
    void blanksOfEveryKindPartWords(String text) {
        assertThat(condition(text)).isEqualTo(new Condition.Compare(Relation.AT_LEAST, 0.9));
        assertThat(Samples.PARSER.gate(text).text()).doesNotContainPattern("\\R");
    }

    @Test
    void anAlertRuleMayAskHowLong() {
        AlertRule held = Samples.PARSER.alertRule("promql(errors) > 0.02 for 1h30m");
        AlertRule atOnce = Samples.PARSER.alertRule(" p99 > 80ms ");

        assertThat(held.duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(held.limit()).isEqualTo(0.02);
        assertThat(held.relation()).isEqualTo(Relation.ABOVE);
        assertThat(atOnce.duration()).isZero();
        assertThat(atOnce.limit()).isEqualTo(0.08);
        assertThat(atOnce.text()).isEqualTo("p99 > 80ms");
        assertThat(Samples.PARSER.alertRule("p99 > 80ms for 2m").limit()).isEqualTo(0.08);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        // text | place | cause | cure
        "acuracy >= 0.9        | 1  | unknown subject 'acuracy' | known are accuracy, f1",
        "warn: acuracy >= 0.9  | 7  | unknown subject 'acuracy' | known are",
        ">= 0.9                | 1  | expected the name of a subject | begin with a name",
        "accuracy              | 9  | expected a comparison | write <=",
        "accuracy = 0.9        | 10 | expected a comparison | write <=",
        "accuracy == 0.9       | 10 | expected a comparison | write <=",
        "accuracy ≥ 0.9        | 10 | expected a comparison | write <=",
        "accuracy >= high      | 13 | expected a number | write one as in 0.9",
        "accuracy >= NaN       | 13 | expected a number | write one as in 0.9",
        "accuracy >= 1e999     | 13 | the number is too large | write a smaller one",
        "size <= 1e305 GiB     | 9  | the number is too large | write a smaller one",
        "accuracy >= 0,9       | 14 | nothing may follow here | remove ',9'",
        "accuracy >= 0.9 f1    | 17 | 'f' is no unit of accuracy | use % or none",
        "accuracy >= 50ms      | 15 | 'ms' is no unit of accuracy | use % or none",
        "p99 <= 5 sec          | 10 | 'sec' is no unit of latency | use ms, s or none",
        "p99 <= 5m             | 9  | 'm' is no unit of latency | use ms, s or none",
        "throughput >= 5 %     | 17 | '%' is no unit of throughput | use /s or none",
        "latency <= 5ms        | 1  | latency needs a percentile | write latency p99",
        "accuracy p99 >= 0.9   | 1  | accuracy has no percentiles | leave out",
        "p0 <= 5ms             | 1  | a percentile lies between 0 and 100 | write p50",
        "p100 <= 5ms           | 1  | a percentile lies between 0 and 100 | write p50",
        "psi <= 0.2            | 1  | psi needs something in parentheses | write psi(…)",
        "psi( ) <= 0.2         | 4  | nothing stands between '(' and ')' | fill or remove them",
        "psi('') <= 0.2        | 4  | nothing stands between '(' and ')' | fill or remove them",
        "psi(age <= 0.2        | 4  | '(' is not closed | add ')'",
        "f1[a >= 0.2           | 3  | '[' is not closed | add ']'",
        "accuracy(x) >= 0.9    | 1  | accuracy takes nothing in parentheses | leave them out",
        "accuracy[x] >= 0.9    | 1  | accuracy cannot be sliced here | leave out the brackets",
        "accuracy not better   | 14 | expected 'worse' | write 'not worse'",
        "accuracy not worse by | 22 | expected a number | write one",
        "accuracy not worse by -1 | 23 | a margin is not negative | without the minus sign",
        "accuracy not worse by 0  | 23 | a margin of 0 cannot be shown | write 'not worse', 'better'",
        "accuracy not worse by 0% | 23 | a margin of 0 cannot be shown | write 'not worse', 'better'",
        "accuracy drop 0.01    | 15 | drop needs <= | write accuracy drop <= 0.01",
        "promql(x) not worse   | 1  | nobody knows which way promql gets better | put 'lower' or 'higher' before it",
        "lower accuracy >= 0.9 | 1  | accuracy is better when higher | leave the word before it out",
        "accuracy better now   | 17 | nothing may follow here | remove 'now'",
    })
    void aRefusalNamesThePlaceTheCauseAndTheCure(String text, int place, String cause, String cure) {
        assertThatThrownBy(() -> Samples.PARSER.gate(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("gate '" + text + "', character " + place + ": " + cause + "; ")
                .hasMessageContaining(cure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "p99 > 80ms for soon   | rule 'p99 > 80ms for soon': for 'soon' is not a duration; write it as in",
        "p99 > 80ms for        | rule 'p99 > 80ms for': for '' is not a duration; write it as in",
        "p99 > 80ms 2m         | rule 'p99 > 80ms 2m', character 12: nothing may follow here; remove '2m'",
        "warn: p99 > 80ms      | rule 'warn: p99 > 80ms', character 1: unknown subject 'warn'; known are",
        "p99 not worse         | rule 'p99 not worse', character 5: expected a comparison; write <=",
    })
    void aRuleIsRefusedUnderItsOwnName(String text, String message) {
        assertThatThrownBy(() -> Samples.PARSER.alertRule(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void oddTextsAreRefusedInOneShortLine() {
        assertThatThrownBy(() -> Samples.PARSER.gate(" \n ")).hasMessageStartingWith("gate '' is empty; write one");
        assertThatThrownBy(() -> Samples.PARSER.gate("accuracy >= \u001b[31m0.9"))
                .hasMessage("gate 'accuracy >= [31m0.9', character 13: a control character stands here; remove it");
        assertThatThrownBy(() -> Samples.PARSER.gate("x".repeat(10_001)))
                .hasMessageContaining("is 10001 characters long; write at most 10000")
                .message().hasSizeLessThan(250);
        assertThatThrownBy(() -> Samples.PARSER.gate("(".repeat(10_000))).message().hasSizeLessThan(250);
    }

    @Test
    void aCatalogKnowsEachSubjectOnce() {
        SubjectType type = SubjectType.plain("accuracy", Unit.RATIO, Direction.HIGHER_IS_BETTER);

        assertThatThrownBy(() -> new SubjectCatalog(List.of(type, type))).hasMessage("defined twice: accuracy");
    }

    private static Condition condition(String text) {
        return Samples.PARSER.gate(text).condition();
    }

    private static Subject subject(String text) {
        return Samples.PARSER.gate(text).subject();
    }
}
