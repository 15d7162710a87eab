package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Sha256;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A file that is read whole as UTF-8: a template, a trace. */
public record InputText(InputFile inputFile, String text) {
    private static final int LONGEST = 64 << 20;

    /**
     * Reads the file.
     *
     * @param parameter the parameter that names it
     * @param shown the path as the user gave it
     * @throws InvalidInputException if it is missing, empty or longer than 64 MiB
     */
    public static InputText read(String parameter, Path file, String shown) {
        String named = "gpuBenchmark: " + parameter + " '" + shown + "'";
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(named + " is not a file; correct the path");
        }
        try {
            if (Files.size(file) > LONGEST) {
                throw new InvalidInputException(named + " is longer than 64 MiB; make it shorter");
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) {
                throw new InvalidInputException(named + " is empty; name the right file");
            }
            String hex = HexFormat.of().formatHex(Sha256.digest().digest(bytes));
            return new InputText(
                    new InputFile(shown, hex, "bytes", bytes.length), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SurroundingsException(named + " cannot be read: " + e.getMessage() + "; check the disk", e);
        }
    }
}
