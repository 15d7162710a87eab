package io.jenkins.plugins.modeldelivery.image.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What {@code docker login} left for a registry on this machine: a credential helper, or user and password. */
public final class DockerConfig {
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final long HELPER_SECONDS = 30;

    private final Path file;
    private final String programs;

    /**
     * Prepares to read.
     *
     * @param programs the folders in which credential helpers lie, as PATH has them
     */
    public DockerConfig(Path file, String programs) {
        this.file = file;
        this.programs = programs;
    }

    /** The file in DOCKER_CONFIG, else in {@code .docker} of the home folder. */
    public static DockerConfig ofUser(Map<String, String> environment) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        Path parent = folder.isBlank() ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(folder);
        return new DockerConfig(parent.resolve("config.json"), environment.getOrDefault("PATH", ""));
    }

    /**
     * The credential for a registry, if there is one.
     *
     * @throws SurroundingsException if the file or the helper that it names does not work
     */
    public Optional<Credential> credential(String host) throws InterruptedException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        JsonNode config = read();
        List<String> keys = host.equals("docker.io") ? List.of(HUB_KEY, host) : List.of(host, "https://" + host);
        for (String key : keys) {
            String helper = config.path("credHelpers").path(key).asText();
            String name = helper.isEmpty() ? config.path("credsStore").asText() : helper;
            Optional<Credential> found = name.isEmpty() ? Optional.empty() : fromHelper(name, key);
            if (found.isEmpty()) {
                found = fromFile(config.path("auths").path(key));
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Without the parser's message, which may repeat part of a password. */
    private JsonNode read() {
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new SurroundingsException(file + " cannot be read as JSON; repair it, or give credentialsId");
        }
    }

    private Optional<Credential> fromFile(JsonNode entry) {
        if (!entry.path("identitytoken").asText().isEmpty()) {
            return Optional.of(new Credential("<token>", entry.path("identitytoken").asText()));
        }
        String encoded = entry.path("auth").asText();
        if (encoded.isEmpty()) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return Optional.of(new Credential(pair.substring(0, colon), pair.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    private InvalidInputException unreadable() {
        return new InvalidInputException(file + " has an 'auth' that is not a user and a password; log in again");
    }

    /** The protocol of docker-credential-helpers: the registry on the input, JSON on the output. */
    private Optional<Credential> fromHelper(String name, String key) throws InterruptedException {
        if (!HELPER.matcher(name).matches()) {
            throw new InvalidInputException("the credential helper '" + name + "' has no proper name; repair config.json");
        }
        String program = "docker-credential-" + name;
        try {
            ProcessBuilder builder = new ProcessBuilder(found(program), "get").redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("PATH", programs);
            Process process = builder.start();
            try {
                process.outputWriter(StandardCharsets.UTF_8).append(key).close();
                byte[] answer = process.getInputStream().readNBytes(1 << 20);
                boolean ended = process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS);
                return ended && process.exitValue() == 0 ? parse(answer, program) : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new SurroundingsException(
                    program + " does not run; put it on the PATH of the agent, or give credentialsId");
        }
    }

    /** On the build's PATH, which need not be that of this process. */
    private String found(String program) {
        return Arrays.stream(programs.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(program);
    }

    private static Optional<Credential> parse(byte[] answer, String program) throws IOException {
        JsonNode node = Json.parse(answer);
        if (node.path("Secret").asText().isEmpty()) {
            throw new SurroundingsException(program + " gave no secret; log in again");
        }
        return Optional.of(new Credential(node.path("Username").asText(), node.path("Secret").asText()));
    }
}
