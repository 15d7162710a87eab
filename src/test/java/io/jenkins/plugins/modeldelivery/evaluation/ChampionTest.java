package io.jenkins.plugins.modeldelivery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparison with a champion over the same rows. */
class ChampionTest {
    private static final List<String> COMPARISONS = List.of(
            "accuracy not worse", "f1 drop <= 0.01", "roc_auc not worse by 0.02", "average_precision not worse by 5%",
            "log_loss not worse by 0.05", "matthews_corrcoef not worse by 0.1");

    @TempDir
    private Path workspace;

    @Test
    void aModelIsNoWorseThanItself() throws Exception {
        List<String> rows = scored(3000, 0.0, 1);
        write("new.csv", "id,label,score", rows);
        write("old.csv", "id,label,score", rows);

        Report report = binary(COMPARISONS);

        assertThat(report.envelope().gates()).allSatisfy(gate -> {
            assertThat(gate.verdict()).as(gate.reason()).isEqualTo(Verdict.PASS);
            assertThat(gate.value()).isZero();
        });
    }

    @Test
    void aClearlyWorseModelFailsEveryComparison() throws Exception {
        write("new.csv", "id,label,score", scored(3000, 0.8, 1));
        write("old.csv", "id,label,score", scored(3000, 0.0, 1));

        Report report = binary(COMPARISONS);

        assertThat(report.envelope().gates()).allSatisfy(
                gate -> assertThat(gate.verdict()).as(gate.reason()).isEqualTo(Verdict.FAIL));
    }

    @Test
    void aClearlyBetterModelIsBetter() throws Exception {
        write("new.csv", "id,label,score", scored(3000, 0.0, 1));
        write("old.csv", "id,label,score", scored(3000, 0.8, 1));

        Report report = binary(List.of("accuracy better", "roc_auc better by 0.01", "brier better", "f1 better by 1%"));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void theOrderOfRowsDoesNotShow() throws Exception {
        List<String> rows = scored(500, 0.3, 2);
        List<String> champion = scored(500, 0.0, 2);
        write("new.csv", "id,label,score", rows);
        write("old.csv", "id,label,score", champion);
        Map<String, Object> first = binary(COMPARISONS).toMap();

        Collections.shuffle(rows, new Random(3));
        Collections.shuffle(champion, new Random(4));
        write("new.csv", "id,label,score", rows);
        write("old.csv", "id,label,score", champion);
        Map<String, Object> second = binary(COMPARISONS).toMap();

        assertThat(second.get("metrics")).isEqualTo(first.get("metrics"));
        assertThat(second.get("champion")).isEqualTo(first.get("champion"));
        assertThat(second.get("gates")).isEqualTo(first.get("gates"));
    }

    @Test
    void tooFewRowsDoNotProveThatNothingIsWorse() throws Exception {
        List<String> rows = scored(50, 0.0, 1);
        write("new.csv", "id,label,score", rows);
        write("old.csv", "id,label,score", rows);

        Report report = binary(List.of("accuracy not worse", "accuracy not worse by 0.01"));

        assertThat(report.envelope().gates()).allSatisfy(
                gate -> assertThat(gate.verdict()).as(gate.reason()).isEqualTo(Verdict.INCONCLUSIVE));
        assertThat(report.envelope().gates().get(0).needed()).hasValue(100);
    }

    @Test
    void classesAndNumbersAreComparedToo() throws Exception {
        Random random = new Random(5);
        List<String> classes = new ArrayList<>();
        List<String> worseClasses = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<String> worseNumbers = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            String label = List.of("cat", "dog", "cow").get(random.nextInt(3));
            classes.add(i + "," + label + "," + (random.nextDouble() < 0.9 ? label : "cat"));
            worseClasses.add(i + "," + label + "," + (random.nextDouble() < 0.6 ? label : "cat"));
            double target = random.nextGaussian();
            numbers.add(i + "," + target + "," + (target + 0.1 * random.nextGaussian()));
            worseNumbers.add(i + "," + target + "," + (target + 0.3 * random.nextGaussian()));
        }
        write("new.csv", "id,label,prediction", worseClasses);
        write("old.csv", "id,label,prediction", classes);
        assertThat(run("multiclass", List.of("f1_macro not worse", "cohen_kappa not worse", "accuracy not worse"))
                .envelope().gates()).allSatisfy(gate -> assertThat(gate.verdict()).isEqualTo(Verdict.FAIL));

        write("new.csv", "id,label,prediction", worseNumbers);
        write("old.csv", "id,label,prediction", numbers);
        assertThat(run("regression", List.of("mae not worse", "r2 not worse", "median_ae not worse", "rmse not worse by 1%"))
                .envelope().gates()).allSatisfy(gate -> assertThat(gate.verdict()).isEqualTo(Verdict.FAIL));
    }

    @Test
    void everyMetricOfATaskCanBeCompared() throws Exception {
        Random random = new Random(6);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double a = random.nextDouble();
            double b = random.nextDouble() * (1 - a);
            rows.add(i + "," + List.of("a", "b", "c").get(random.nextInt(3)) + "," + a + "," + b + "," + (1 - a - b));
        }
        write("new.csv", "id,label,pa,pb,pc", rows);
        write("old.csv", "id,label,pb,pc,pa", rows);
        Map<String, Object> arguments = arguments("multiclass", List.of("roc_auc_ovr not worse", "roc_auc_ovr drop <= 1"));
        arguments.put("scores", List.of("a=pa", "b=pb", "c=pc"));

        Map<String, Object> report = Bench.run(workspace, arguments).toMap();

        Map<?, ?> champion = (Map<?, ?>) report.get("champion");
        assertThat(((Map<?, ?>) champion.get("differences")).keySet())
                .isEqualTo(((Map<?, ?>) report.get("metrics")).keySet());
        assertThat(report.get("verdict")).isEqualTo("PASS");
    }

    @Test
    void rowsThatCannotBeJoinedAreNamed() throws Exception {
        write("new.csv", "id,label,score", List.of("a,1,0.9", "b,0,0.2", "c,1,0.7"));

        write("old.csv", "id,label,score", List.of("a,1,0.9", "b,0,0.2"));
        assertRefused("new.csv, row 3, column 'id': 'c' does not occur in old.csv");
        write("old.csv", "id,label,score", List.of("a,1,0.9", "b,0,0.2", "d,0,0.1", "c,1,0.7"));
        assertRefused("old.csv, row 3, column 'id': 'd' does not occur in new.csv");
        write("old.csv", "id,label,score", List.of("a,1,0.9", "b,0,0.2", "c,1,0.7", "b,0,0.3"));
        assertRefused("old.csv, row 4, column 'id': 'b' occurs in row 2 already");
        write("old.csv", "id,label,score", List.of("a,1,0.9", "b,1,0.2", "c,1,0.7"));
        assertRefused("old.csv, row 2: its label is not that of row 2 of new.csv");
        write("old.csv", "id,label,prediction", List.of("a,1,1", "b,0,0", "c,1,1"));
        assertRefused("old.csv, header: there is no score");
    }

    @Test
    void aChampionNeedsNoLabelAndTakesOverWeights() throws Exception {
        write("new.csv", "id,label,score,w", List.of("a,1,0.9,2", "b,0,0.2,1", "c,1,0.3,3", "d,0,0.6,1"));
        write("old.csv", "id,score", List.of("d,0.1", "c,0.8", "b,0.6", "a,0.2"));

        Map<String, Object> arguments = arguments("binary", List.of());
        arguments.put("weight", "w");
        Map<?, ?> champion = (Map<?, ?>) Bench.run(workspace, arguments).toMap().get("champion");

        assertThat(((Map<?, ?>) ((Map<?, ?>) champion.get("metrics")).get("accuracy")).get("value")).isEqualTo(4.0 / 7);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> binary(List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("; ");
    }

    private Report binary(List<String> gates) throws InterruptedException {
        return run("binary", gates);
    }

    private Report run(String task, List<String> gates) throws InterruptedException {
        return Bench.run(workspace, arguments(task, gates));
    }

    private static Map<String, Object> arguments(String task, List<String> gates) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("predictions", "new.csv");
        arguments.put("champion", "old.csv");
        arguments.put("id", "id");
        arguments.put("task", task);
        arguments.put("gates", gates);
        return arguments;
    }

    /** Rows whose score tells the label apart the worse the more noise it has. */
    private static List<String> scored(int rows, double noise, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int label = random.nextInt(2);
            double signal = label == 1 ? 1 - 0.7 * random.nextDouble() : 0.7 * random.nextDouble();
            double score = (1 - noise) * signal + noise * random.nextDouble();
            lines.add("row" + i + "," + label + "," + score);
        }
        return lines;
    }

    private void write(String file, String header, List<String> rows) throws IOException {
        Files.writeString(workspace.resolve(file), header + "\n" + String.join("\n", rows) + "\n");
    }
}
