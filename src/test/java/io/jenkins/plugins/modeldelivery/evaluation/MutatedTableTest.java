package io.jenkins.plugins.modeldelivery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.evaluation.rows.PredictionReader;
import io.jenkins.plugins.modeldelivery.evaluation.rows.TableFormat;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged table is refused in one line, or read as a plain reader of RFC 4180 reads it: no crash, no row lost in silence. */
class MutatedTableTest {
    private static final byte[] INTERESTING = "\",;\n\r\t\0 .eE-+19aN\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private static final TableFormat FORMAT =
            new TableFormat(Task.BINARY, "label", "", "score", Map.of(), "", 0.5, "", "");

    @TempDir
    private Path workspace;

    @Test
    void aThousandMutations() throws Exception {
        assertThat(accepted(1000, 11)).as("some mutations leave a table that can be read").isBetween(20, 980);
    }

    @Test
    @Tag("soak")
    void tenThousandMutations() throws Exception {
        assertThat(accepted(10_000, 12)).isBetween(200, 9800);
    }

    private int accepted(int mutations, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < mutations; i++) {
            byte[] bytes = mutated(table(random), random);
            Files.write(workspace.resolve("p.csv"), bytes);
            try (PredictionReader reader =
                    PredictionReader.candidate(workspace.resolve("p.csv"), "p.csv", FORMAT)) {
                assertRight(reader, new String(bytes, StandardCharsets.UTF_8));
                accepted++;
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).doesNotContain("\n").contains("p.csv").contains("; ");
            }
        }
        return accepted;
    }

    private static byte[] table(SplittableRandom random) {
        StringBuilder text = new StringBuilder("name,label,score\n");
        for (int i = 0; i < 12; i++) {
            text.append(random.nextInt(3) == 0 ? "\"a, \"\"b\"\"\"" : "n" + i).append(',');
            text.append(random.nextInt(2)).append(',').append(random.nextInt(1000) / 1000.0).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mutated(byte[] bytes, SplittableRandom random) {
        byte[] result = bytes;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(result.length);
            byte[] copy;
            switch (random.nextInt(4)) {
                case 0 -> {
                    copy = result.clone();
                    copy[at] = INTERESTING[random.nextInt(INTERESTING.length)];
                }
                case 1 -> {
                    copy = new byte[result.length + 1];
                    System.arraycopy(result, 0, copy, 0, at);
                    copy[at] = INTERESTING[random.nextInt(INTERESTING.length)];
                    System.arraycopy(result, at, copy, at + 1, result.length - at);
                }
                case 2 -> {
                    copy = new byte[result.length - 1];
                    System.arraycopy(result, 0, copy, 0, at);
                    System.arraycopy(result, at + 1, copy, at, copy.length - at);
                }
                default -> copy = Arrays.copyOf(result, Math.max(1, result.length - random.nextInt(20)));
            }
            result = copy;
        }
        return result;
    }

    private static void assertRight(PredictionReader reader, String text) {
        double found = 0;
        while (reader.next()) {
            Observation row = reader.observation();
            found += (row.actualClass() - row.score(0)) * (row.actualClass() - row.score(0));
        }
        List<List<String>> records = records(text);
        int label = records.get(0).indexOf("label");
        int score = records.get(0).indexOf("score");
        double brier = 0;
        for (List<String> row : records.subList(1, records.size())) {
            assertThat(row).as("fields of a row of %s", text).hasSameSizeAs(records.get(0));
            double distance = Integer.parseInt(row.get(label)) - Double.parseDouble(row.get(score));
            brier += distance * distance;
        }
        assertThat(reader.rows()).as(text).isEqualTo(records.size() - 1);
        assertThat(found).as(text).isCloseTo(brier, within(1e-12));
    }

    /** A reader of its own, one character after the other; the delimiter is a comma unless semicolons or tabs prevail. */
    private static List<List<String>> records(String text) {
        String header = text.split("[\r\n]", 2)[0];
        char delimiter = ',';
        for (char other : new char[] {';', '\t'}) {
            if (count(header, other) > count(header, delimiter)) {
                delimiter = other;
            }
        }
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (quoted) {
                assertThat(i).as("a quote is closed").isLessThan(text.length());
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"' && field.length() == 0) {
                quoted = true;
            } else if (c == delimiter || c == '\n' || c == '\r') {
                record.add(field.toString().strip());
                field.setLength(0);
                if (c != delimiter) {
                    if (record.size() > 1) {
                        records.add(record);
                    }
                    record = new ArrayList<>();
                }
            } else {
                field.append(c);
            }
        }
        return records;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
