package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import io.jenkins.plugins.modeldelivery.kubernetes.JobSpec;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Everything that a load generator in a cluster needs, packed into one file: the benchmark's arguments, the files that
 * they name, and the credentials.
 *
 * @param arguments of gpuBenchmark: texts and lists of texts
 * @param files by the parameter that names one
 * @param credentials by id
 */
public record LoadBundle(Map<String, Object> arguments, Map<String, byte[]> files, Map<String, Credential> credentials) {
    private static final String ARGUMENTS = "arguments";
    private static final String CREDENTIALS = "credentials";
    private static final String FILE = "file-";

    public LoadBundle {
        arguments = Map.copyOf(arguments);
        files = Map.copyOf(files);
        credentials = Map.copyOf(credentials);
    }

    /**
     * The bundle as a ZIP archive.
     *
     * @throws InvalidInputException if that is more than a Secret holds
     */
    byte[] pack() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(zip, ARGUMENTS, ReportJson.line(arguments).getBytes(StandardCharsets.UTF_8));
            Map<String, Object> secrets = new LinkedHashMap<>();
            credentials.forEach((id, credential) ->
                    secrets.put(id, Map.of("username", credential.username(), "secret", credential.secret())));
            write(zip, CREDENTIALS, ReportJson.line(secrets).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                write(zip, FILE + file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.size() > JobSpec.LARGEST_INPUT) {
            throw new InvalidInputException("gpuBenchmark: data and the other files have " + bytes.size()
                    + " bytes when packed, and a Secret holds " + JobSpec.LARGEST_INPUT
                    + "; shorten data, whose lines are sent again and again, or leave on out");
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #pack} wrote.
     *
     * @throws InvalidInputException if it is something else
     */
    public static LoadBundle unpack(byte[] packed) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, Credential> credentials = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                if (entry.getName().equals(ARGUMENTS)) {
                    arguments.putAll(json(content));
                } else if (entry.getName().equals(CREDENTIALS)) {
                    new ReportView(json(content)).fields().forEach((id, credential) ->
                            credentials.put(id, new Credential(credential.text("username"), credential.text("secret"))));
                } else if (entry.getName().startsWith(FILE)) {
                    files.put(entry.getName().substring(FILE.length()), content);
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException("what the Job was given cannot be read: " + e.getMessage()
                    + "; use a generatorImage of the plugin's version", e);
        }
        return new LoadBundle(arguments, files, credentials);
    }

    /** Writes the files into a folder and returns the arguments, which name them there. */
    public Map<String, Object> unfold(Path folder) throws IOException {
        Map<String, Object> placed = new LinkedHashMap<>(arguments);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!file.getKey().matches("[A-Za-z]+")) {
                throw new InvalidInputException("what the Job was given names a file '" + file.getKey()
                        + "'; use a generatorImage of the plugin's version");
            }
            Path path = folder.resolve(file.getKey());
            Files.write(path, file.getValue());
            placed.put(file.getKey(), path.toString());
        }
        return placed;
    }

    private static Map<String, Object> json(byte[] content) {
        return ReportJson.read(new String(content, StandardCharsets.UTF_8), "what the Job was given");
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "LoadBundle[arguments=" + arguments + ", files=" + files.keySet() + ", credentials=" + credentials.keySet() + "]";
    }
}
