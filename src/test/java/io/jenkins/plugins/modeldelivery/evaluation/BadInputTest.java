package io.jenkins.plugins.modeldelivery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that cannot be right is refused in one line that names the place and the cure. */
class BadInputTest {
    @TempDir
    private Path workspace;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "label,score\\n1,abc\\n | p.csv, row 1 (line 2), column 'score': 'abc' is not a finite number",
        "label,score\\n1,0.5\\n0,\\n | p.csv, row 2 (line 3), column 'score': is empty",
        "label,score\\n1,NaN\\n | 'NaN' is not a finite number",
        "label,score\\n1,Infinity\\n | 'Infinity' is not a finite number",
        "label,score\\n1,0x1p-1\\n | '0x1p-1' is not a finite number",
        "label,score\\n1,1.0001\\n | column 'score': '1.0001' is no probability; scores lie between 0 and 1",
        "label,score\\n1,-0.1\\n | '-0.1' is no probability",
        "label,score\\nyes,0.5\\n | column 'label': 'yes' is neither 0 nor 1, neither false nor true; name the positive",
        "label,score\\n1,0.5\\ntrue,0.5\\n | 'true' is neither 0 nor 1",
        "label,score\\n1,0.5,3\\n | a row has more fields than the header",
        "label,score\\n1\\n | p.csv, row 1 (line 2): has 1 fields, the header has 2",
        "label,score\\n1,0.5\\n\\n0,0.5\\n | p.csv, line 3: is empty, with rows below it",
        "label,score\\n1,\"0.5\\n0,0.4\\n | p.csv, line 2: a quote opens and is never closed; close it",
        "label,score\\n1,\"0.5\"x\\n | a character follows a closing quote; double a quote",
        "label,score\\n | p.csv has a header and no row",
        "label,label\\n1,0\\n | column 'label' occurs twice; rename one",
        "target,score\\n1,0.5\\n | there is no column 'label'; correct label; the columns are target, score",
        "label,p\\n1,0.5\\n | there is no column 'score' and none 'prediction'; name one by score or prediction",
    })
    void badTables(String text, String message) throws IOException {
        write(text.replace("\\n", "\n"));
        assertRefused(message.strip());
    }

    @Test
    void anEmptyFile() throws IOException {
        write("");
        assertRefused("p.csv is empty; check");
    }

    @Test
    void aMissingFileAndAFolder() throws IOException {
        assertRefused("p.csv does not exist; correct the path");
        Files.createDirectory(workspace.resolve("p.csv"));
        assertRefused("p.csv is a folder; name the file");
    }

    @Test
    void aThirdClassOfABinaryTask() throws IOException {
        write("label,score\nfraud,0.5\nlegit,0.2\nodd,0.1\n");
        assertRefused("row 3 (line 4), column 'label': 'odd' is a third class beside 'fraud' and 'legit'", "positive", "fraud");
    }

    @Test
    void aPositiveClassThatNoRowHas() throws IOException {
        write("label,score\nlegit,0.5\nlegit,0.2\n");
        assertRefused("p.csv has no row of the positive class 'fraud'; correct positive", "positive", "fraud");
    }

    @Test
    void anUnknownClassOfAMulticlassTask() throws IOException {
        write("label,pa,pb\na,0.5,0.5\nc,0.5,0.5\n");
        assertRefused("column 'label': 'c' is an unknown class; add it to scores", "task", "multiclass", "scores", List.of("a=pa", "b=pb"));
    }

    @Test
    void classScoresThatDoNotAddUp() throws IOException {
        write("label,pa,pb\na,0.5,0.2\n");
        assertRefused("the scores of the classes add up to 0.7", "task", "multiclass", "scores", List.of("a=pa", "b=pb"));
    }

    @Test
    void tooManyClasses() throws IOException {
        StringBuilder text = new StringBuilder("label,prediction\n");
        for (int i = 0; i <= 1000; i++) {
            text.append('c').append(i).append(",c").append(i).append('\n');
        }
        write(text.toString());
        assertRefused("is one class too many (1000); check that this column holds classes", "task", "multiclass");
    }

    @Test
    void aRankingOfTooManyClasses() throws IOException {
        List<String> columns = IntStream.range(0, 21).mapToObj(i -> "c" + i).toList();
        write("label," + String.join(",", columns) + "\nc0,1" + ",0".repeat(20) + "\n");
        assertRefused("needs at most 20 classes, scores name 21", "task", "multiclass", "gates", "roc_auc_ovr >= 0.9",
                "scores", columns.stream().map(name -> name + "=" + name).toList());
    }

    @Test
    void weightsThatCannotBe() throws IOException {
        write("label,score,w\n1,0.5,-1\n");
        assertRefused("column 'w': '-1' is negative; a weight is 0 or more", "weight", "w");
        write("label,score,w\n1,0.5,0\n");
        assertRefused("p.csv has only weights of 0", "weight", "w");
    }

    @Test
    void numbersTooLargeToSquare() throws IOException {
        write("label,prediction\n1,1e200\n");
        assertRefused("column 'prediction': '1e200' is too large", "task", "regression");
    }

    @Test
    void aRepeatedId() throws IOException {
        write("id,label,score\na,1,0.5\nb,0,0.5\na,1,0.4\n");
        assertRefused("p.csv, row 3, column 'id': 'a' occurs in row 1 already", "id", "id");
    }

    @Test
    void textThatIsNotUtf8() throws IOException {
        Files.write(workspace.resolve("p.csv"), "label,score\n1,0.5\n\u00e9,0.5\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("bytes are not UTF-8; write the file as UTF-8");
        Files.write(workspace.resolve("p.csv"), "label,score\n1,0.5\n".getBytes(StandardCharsets.UTF_16));
        assertRefused("p.csv is UTF-16; write it as UTF-8");
    }

    @Test
    void aNulInTheText() throws IOException {
        write("label,score\n1,0.5\n\u0000\n0,0.5\n");
        assertRefused("line 4: holds a NUL character");
    }

    @Test
    void gzipThatIsCutOffDamagedOrFollowedByRubbish() throws IOException {
        byte[] whole = gzip("label,score\n" + "1,0.5\n0,0.25\n".repeat(2000));
        Files.write(workspace.resolve("p.csv"), Arrays.copyOf(whole, whole.length - 12));
        assertRefused("the gzip data is cut off; write or copy the file again");

        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 0x55;
        Files.write(workspace.resolve("p.csv"), damaged);
        assertRefused("the gzip data is damaged");

        Files.write(workspace.resolve("p.csv"), concat(whole, "more".getBytes(StandardCharsets.UTF_8)));
        assertRefused("4 bytes follow the end of the gzip data");

        byte[] second = gzip("1,0.5\n");
        second[0] ^= 0x01;
        Files.write(workspace.resolve("p.csv"), concat(whole, second));
        assertRefused("bytes follow the end of the gzip data");
    }

    @Test
    void aLineOf100Megabytes() throws IOException {
        try (OutputStream out = Files.newOutputStream(workspace.resolve("p.csv"))) {
            out.write("label,score\n1,".getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) '1');
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
        }
        assertRefused("a field is longer than 1 MiB");
    }

    @Test
    void aHeaderWithoutEnd() throws IOException {
        write("x".repeat(2 << 20));
        assertRefused("p.csv, header: is longer than 1 MiB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gates | roc_auc >== 0.9 | gate 'roc_auc >== 0.9', character",
        "gates | rocauc >= 0.9 | unknown subject 'rocauc'",
        "gates | accuracy better | compares with a champion; give its predictions by champion",
        "threshold | 1.5 | threshold '1.5' is no probability",
        "confidence | 1 | confidence '1.0' is out of range",
        "minRows | -1 | minRows '-1' is negative",
        "champion | old.csv | champion needs id",
        "scores | a=b | scores mean nothing for task 'binary'",
        "task | ternary | task 'ternary' is not a choice; choose one of binary, multiclass, regression",
        "lable | x | there is no parameter 'lable'",
    })
    void badArguments(String name, String value, String message) throws IOException {
        write("label,score\n1,0.5\n0,0.2\n");
        assertRefused(message.strip(), name.strip(), value.strip());
        Map<String, Object> arguments = arguments(name.strip(), value.strip());
        assertThatThrownBy(() -> new EvaluateModel().check(arguments)).isInstanceOf(InvalidInputException.class);
    }

    private void assertRefused(String message, Object... arguments) {
        assertThatThrownBy(() -> Bench.run(workspace, arguments(arguments)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("; ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(600));
    }

    private static Map<String, Object> arguments(Object... more) {
        Map<String, Object> arguments = new HashMap<>(Map.of("predictions", "p.csv", "task", "binary"));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    private void write(String text) throws IOException {
        Files.writeString(workspace.resolve("p.csv"), text);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
