package io.jenkins.plugins.modeldelivery.judge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.Judge;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.judge.Judgement;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Garbage in a recorded series is refused with one line, or the answer is right: harmless changes leave the judgement as
 * it was, and whatever is accepted is counted in full, as an independent reading of the file counts it.
 */
class SeriesMutationTest {
    private static final JudgePlan PLAN = JudgePlan.of(
            List.of("errors not worse", "latency p99 not worse", "higher metric(tokens) not worse by 5%"), 0.05, 0);
    private static final RecordedCanary RECORDED = new RecordedCanary(11, 0.005);
    private static final String[] GARBAGE = {
        "", " ", "NaN", "nan", "Inf", "-Inf", "-1", "1e400", "1e308", "0x10", "1,5", "\"", "\"\"", "abc", "\u0000", "\u202e5",
        "99999999999999999999", "1e-320", "+5", ".5", "5.", "1_000", "٣", "null", "=1+1", "60", "0", "1e15"
    };

    int mutations() {
        return 1_000;
    }

    @Test
    void harmlessChangesChangeNothing() {
        Judgement expected = judged(bytes(RECORDED.canary()));
        List<String> lines = new ArrayList<>(List.of(RECORDED.canary().split("\n")));
        String header = lines.remove(0);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(lines, random);
            assertThat(judged(bytes(header + "\n" + String.join("\n", lines) + "\n"))).isEqualTo(expected);
        }
        assertThat(judged(bytes(RECORDED.canary().replace("\n", "\r\n")))).isEqualTo(expected);
        assertThat(judged(bytes("\uFEFF" + RECORDED.canary()))).isEqualTo(expected);
        assertThat(judged(bytes(RECORDED.canary().replace("c0", "\"c0\"")))).isEqualTo(expected);
        assertThat(judged(bytes(RECORDED.canary() + "\n\n"))).isEqualTo(expected);
        assertThat(judged(bytes(RECORDED.canary().replaceAll("(?m)$", ",x").replaceFirst(",x", ",unknown").replaceAll(",x\\n?\\z", "\n").replace(",x", ",1"))))
                .isEqualTo(expected);
    }

    @Test
    void garbageIsRefusedInOneLineOrCountedRight() {
        Random random = new Random(20261120);
        int refused = 0;
        for (int i = 0; i < mutations(); i++) {
            byte[] mutant = mutant(RECORDED.canary(), random);
            try {
                Judgement judgement = judged(mutant);
                assertThat(judgement.checks()).allSatisfy(check -> assertThat(check.result().reason()).isNotBlank());
                assertCounted(judgement, mutant);
            } catch (InvalidInputException e) {
                refused++;
                assertThat(e.getMessage()).as("mutation %s", i).doesNotContain("\n").contains(";").startsWith("canary.csv");
            }
        }
        assertThat(refused).isBetween(mutations() / 10, mutations() * 9 / 10);
    }

    /** Reads the file the naive way, where that is possible, and compares what was counted. */
    private static void assertCounted(Judgement judgement, byte[] mutant) {
        String text = new String(mutant, StandardCharsets.UTF_8);
        if (text.contains("\"") || text.contains("\r")) {
            return;
        }
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        int column = List.of(lines.get(0).split(",", -1)).stream().map(String::strip).toList().indexOf("requests");
        double requests = 0;
        for (String line : lines.subList(1, lines.size())) {
            String field = line.split(",", -1)[column].strip();
            requests += field.matches("[+]?[0-9.eE+-]+") ? Double.parseDouble(field) : 0;
        }
        assertThat(judgement.canaryRequests()).isEqualTo((long) requests);
    }

    private static byte[] mutant(String recorded, Random random) {
        List<String> lines = new ArrayList<>(List.of(recorded.split("\n")));
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(lines, random);
        }
        byte[] bytes = bytes(String.join("\n", lines) + "\n");
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> flipped(bytes, random);
            default -> bytes;
        };
    }

    private static void change(List<String> lines, Random random) {
        int line = random.nextInt(lines.size());
        String[] fields = lines.get(line).split(",", -1);
        int field = random.nextInt(fields.length);
        switch (random.nextInt(6)) {
            case 0 -> lines.add(random.nextInt(lines.size() + 1), lines.get(line));
            case 1 -> lines.remove(lines.size() > 2 ? line : 0);
            case 2 -> lines.set(line, lines.get(line) + "," + GARBAGE[random.nextInt(GARBAGE.length)]);
            default -> {
                fields[field] = GARBAGE[random.nextInt(GARBAGE.length)];
                lines.set(line, String.join(",", fields));
            }
        }
    }

    @Test
    void garbageInTheStableSeriesIsRefusedInOneLineOrJudged() {
        Random random = new Random(20261126);
        int refused = 0;
        for (int i = 0; i < mutations(); i++) {
            byte[] mutant = mutant(RECORDED.stable(), random);
            try {
                Judgement judgement = judged(mutant, "stable.csv", bytes(RECORDED.canary()));
                assertThat(judgement.canaryRequests()).isEqualTo(3600);
            } catch (InvalidInputException e) {
                refused++;
                assertThat(e.getMessage()).as("mutation %s", i).doesNotContain("\n").contains(";").startsWith("stable.csv");
            }
        }
        assertThat(refused).isBetween(mutations() / 10, mutations() * 9 / 10);
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        for (int i = 0; i < 3; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Judgement judged(byte[] canary) {
        return judged(bytes(RECORDED.stable()), "stable.csv", canary);
    }

    private static Judgement judged(byte[] stableBytes, String name, byte[] canaryBytes) {
        Series stable = SeriesReader.parse(stableBytes, name);
        Series canary = SeriesReader.parse(canaryBytes, "canary.csv");
        for (Series series : List.of(stable, canary)) {
            PLAN.missingColumns(series.columns()).ifPresent(missing -> {
                throw new InvalidInputException(series.file().path() + " " + missing);
            });
        }
        Judge judge = new Judge(PLAN);
        new Alignment(stable, canary, Double.NaN).observations().forEach(judge::observe);
        return judge.judgement();
    }
}
