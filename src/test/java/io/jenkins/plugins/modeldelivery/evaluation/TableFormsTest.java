package io.jenkins.plugins.modeldelivery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows in any form that a table may take give the same report. */
class TableFormsTest {
    private static final String TABLE = "name,label,score\n\"a, b\",1,0.9\nc,0,0.2\nd,0,0.6\ne,1,0.7\n";

    @TempDir
    private Path workspace;

    @Test
    void delimitersQuotesLineEndsAndMarksDoNotShow() throws Exception {
        Object expected = metrics(TABLE.getBytes(StandardCharsets.UTF_8));

        for (String form : List.of(
                "name;label;score\n\"a; b\";1;0.9\nc;0;0.2\nd;0;0.6\ne;1;0.7\n",
                "name\tlabel\tscore\na\t1\t0.9\nc\t0\t0.2\nd\t0\t0.6\ne\t1\t0.7\n",
                TABLE.replace("\n", "\r\n"),
                TABLE.strip(),
                TABLE + "\n\n",
                "\uFEFF" + TABLE,
                "\"name\",\"label\",\"score\"\n\"a \"\"b\"\"\n\",\"1\",\"0.9\"\nc,0,0.2\nd,0, 0.6 \ne,1,7e-1\n")) {
            assertThat(metrics(form.getBytes(StandardCharsets.UTF_8))).as(form).isEqualTo(expected);
        }
    }

    @Test
    void gzipIsRecognisedInSeveralMembersTooAndTheDigestIsThatOfTheFile() throws Exception {
        byte[] plain = TABLE.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(TABLE.substring(0, 40)));
        members.write(gzip(TABLE.substring(40)));

        Object expected = metrics(plain);
        assertThat(metrics(gzip(TABLE))).isEqualTo(expected);
        assertThat(metrics(members.toByteArray())).isEqualTo(expected);
        InputFile input = run().envelope().inputs().get(0);
        assertThat(input.count()).isEqualTo(4);
        assertThat(input.sha256()).isEqualTo(HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(members.toByteArray())));
    }

    @Test
    void thePositiveClassMayHaveAnyName() throws Exception {
        Files.writeString(workspace.resolve("p.csv"), "label,score\nfraud,0.9\nlegit,0.2\nlegit,0.6\nfraud,0.7\n");
        Map<String, Object> report = Bench.run(
                        workspace, Map.of("predictions", "p.csv", "task", "binary", "positive", "fraud"))
                .toMap();

        assertThat(report).containsEntry("positive", "fraud");
        assertThat(((Map<?, ?>) report.get("confusion")).get("labels")).isEqualTo(List.of("legit", "fraud"));
        assertThat(((Map<?, ?>) report.get("confusion")).get("counts"))
                .isEqualTo(List.of(List.of(1.0, 1.0), List.of(0.0, 2.0)));
    }

    private Object metrics(byte[] bytes) throws Exception {
        Files.write(workspace.resolve("p.csv"), bytes);
        return run().toMap().get("metrics");
    }

    private Report run() throws InterruptedException {
        return Bench.run(workspace, new HashMap<>(Map.of("predictions", "p.csv", "task", "binary")));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
