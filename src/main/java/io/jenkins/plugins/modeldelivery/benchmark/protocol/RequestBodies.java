package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Sha256;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The requests of a JSON Lines file: each line that is not blank is one body, checked to be JSON before any is sent.
 *
 * @param bodies in the order of the file
 */
public record RequestBodies(InputFile inputFile, List<byte[]> bodies) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST = 64 << 20;
    private static final int MOST = 1_000_000;

    /**
     * Reads the file.
     *
     * @param shown the path as the user gave it
     * @throws InvalidInputException if it is missing, empty, or a line is no JSON or longer than 64 MiB
     */
    public static RequestBodies read(Path file, String shown, Workbench bench) throws InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("data '" + shown + "' is not a file; name a JSON Lines file with a request a line");
        }
        MessageDigest digest = Sha256.digest();
        List<byte[]> bodies = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(new DigestInputStream(Files.newInputStream(file), digest), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    if (line.size() > LONGEST) {
                        throw refused(shown, number, "is longer than 64 MiB", "send smaller requests");
                    }
                } else {
                    bench.checkCancelled();
                    add(bodies, line, shown, number++);
                }
            }
            add(bodies, line, shown, number);
        } catch (IOException e) {
            throw new SurroundingsException("data '" + shown + "' cannot be read: " + e.getMessage() + "; check the disk", e);
        }
        if (bodies.isEmpty()) {
            throw new InvalidInputException("data '" + shown + "' has no requests; write one JSON value a line");
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        return new RequestBodies(new InputFile(shown, hex, "rows", bodies.size()), List.copyOf(bodies));
    }

    private static void add(List<byte[]> bodies, ByteArrayOutputStream line, String shown, long number) {
        byte[] body = line.toByteArray();
        line.reset();
        if (new String(body, StandardCharsets.UTF_8).isBlank()) {
            return;
        }
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw refused(shown, number, "holds more than one JSON value", "write one a line");
            }
        } catch (JsonProcessingException e) {
            throw refused(shown, number, "is not JSON: " + e.getOriginalMessage(), "correct the line");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
        if (bodies.size() == MOST) {
            throw refused(shown, number, "is one request too many", "keep to " + MOST);
        }
        bodies.add(body);
    }

    private static InvalidInputException refused(String shown, long line, String cause, String cure) {
        return new InvalidInputException("data '" + shown + "' line " + line + " " + cause + "; " + cure);
    }
}
