package io.jenkins.plugins.modeldelivery.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads and writes report.json. The keys keep their order, lines end in {@code \n} everywhere, and a number that is not
 * finite is null, so that the same report always gives the same bytes of strict JSON.
 */
public final class ReportJson {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addSerializer(Double.class, new FiniteNumber()))
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private ReportJson() {}

    /** The report as indented JSON that ends with a line feed. */
    public static String write(Map<String, ?> report) {
        try {
            return WRITER.writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a plain report", e);
        }
    }

    /** A report, or a part of one, as JSON in one line without a line feed. */
    public static String line(Map<String, ?> report) {
        try {
            return MAPPER.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a plain report", e);
        }
    }

    /**
     * Writes a report to a file of the caller's choice, replaced as a whole; its folder is made where it is missing.
     *
     * @throws SurroundingsException if it cannot be written
     */
    public static void write(Path file, Map<String, ?> report) {
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
            ReportFolder.replace(absolute, write(report));
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot write the report to " + file + ": " + e + "; check the path, its permissions and the free space", e);
        }
    }

    /**
     * Reads a report; integers come as Long, other numbers as Double. Fields that this version does not know stay in it.
     *
     * @param source what it is read from, for the error
     * @throws InvalidInputException if it is not a JSON object
     */
    public static Map<String, Object> read(String json, String source) {
        try {
            Map<String, Object> report = MAPPER.readValue(json, OBJECT);
            if (report != null) {
                return report;
            }
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new InvalidInputException(source + " is not a report: broken JSON" + place + "; write it again with the step", e);
        }
        throw new InvalidInputException(source + " is not a report: it holds null; write it again with the step");
    }

    /**
     * Reads a report's file.
     *
     * @throws InvalidInputException if there is none, or it is not a JSON object
     * @throws SurroundingsException if it cannot be read
     */
    public static Map<String, Object> read(Path file) {
        try {
            return read(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("there is no report " + file + "; name the report.json that a step wrote", e);
        } catch (IOException e) {
            throw new SurroundingsException("cannot read " + file + ": " + e.getMessage() + "; check its permissions", e);
        }
    }

    /** JSON has no word for NaN and the infinities. */
    private static final class FiniteNumber extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }
}
