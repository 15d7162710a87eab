package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.docker.ContainerSpec;
import io.jenkins.plugins.modeldelivery.image.layer.Compression;
import io.jenkins.plugins.modeldelivery.image.oci.Platform;
import io.jenkins.plugins.modeldelivery.image.registry.Reference;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Sizes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be built, and where it goes. A text that is empty was not given.
 *
 * @param model folder or file of the model; a relative path starts from the workspace
 * @param serve folder of what serves the model
 * @param base the image to build on: {@code scratch}, a name in a registry, or {@code oci:} and a folder
 * @param image the name it is pushed to, or by which an output is known
 * @param tags further tags in the same repository
 * @param output {@code oci:} and a folder or {@code tar:} and a file; when not given, the image is pushed
 * @param entrypoint what the container starts; when not given, as the base image has it
 * @param ports the server's TCP ports, the first of which {@code smoke} asks
 * @param user the user the container runs as
 * @param created what the image says of when it was made; null for the epoch or SOURCE_DATE_EPOCH
 * @param maxSize the largest size in bytes; {@link Long#MAX_VALUE} for any
 * @param verify whether everything is hashed anew, built twice and compared
 * @param caCredentialsId id of a credential whose secret is the PEM certificate of an authority to trust
 * @param signingCredentialsId id of a credential whose secret is a PEM private key
 * @param gpus how many GPUs {@code smoke} gives the container; {@link ContainerSpec#ALL_GPUS} for all
 * @param sampleRequest file whose content {@code smoke} posts to {@code samplePath} once the server is ready
 */
public record ImageRequest(
        String model,
        String image,
        List<String> tags,
        String output,
        String base,
        String serve,
        List<String> entrypoint,
        List<String> env,
        List<Integer> ports,
        String user,
        Map<String, String> labels,
        Instant created,
        Form form,
        Compression compression,
        List<Platform> platforms,
        String dockerfile,
        String target,
        List<String> buildArgs,
        List<String> buildSecrets,
        String dockerHost,
        String credentialsId,
        String baseCredentialsId,
        String caCredentialsId,
        boolean insecure,
        boolean provenance,
        String signingCredentialsId,
        ScanPolicy scan,
        boolean verify,
        long maxSize,
        boolean smoke,
        int gpus,
        String readyPath,
        Duration readyTimeout,
        String samplePath,
        String sampleRequest,
        String name,
        Consequence onFail,
        Consequence onInconclusive) {

    /** The parameters of buildModelImage, as every door offers them. */
    public static final Parameters PARAMETERS = Parameters.named("buildModelImage")
            .required("model", "file or folder")
            .text("image", "", "image reference")
            .texts("tags", "tag", "tag")
            .text("output", "", "oci:DIR or tar:FILE")
            .text("base", "scratch", "image reference, oci:DIR or scratch")
            .text("serve", "", "folder")
            .texts("entrypoint", "", "argument")
            .texts("env", "", "NAME=VALUE")
            .integers("ports", "port")
            .text("user", "", "user or uid")
            .texts("labels", "label", "NAME=VALUE")
            .text("created", "", "ISO 8601 time or seconds")
            .choice("form", "image", List.of("image", "modelcar", "modelpack"))
            .choice("compression", "none", List.of("none", "gzip", "zstd"))
            .texts("platforms", "platform", "os/architecture")
            .text("dockerfile", "", "file")
            .text("target", "", "stage")
            .texts("buildArgs", "build-arg", "NAME=VALUE")
            .texts("buildSecrets", "build-secret", "ID=credentialsId")
            .text("dockerHost", "", "URL")
            .credential("credentialsId")
            .credential("baseCredentialsId")
            .credential("caCredentialsId")
            .flag("insecure", false)
            .flag("provenance", true)
            .credential("signingCredentialsId")
            .choice("scan", "fail", List.of("fail", "warn", "off"))
            .flag("verify", false)
            .text("maxSize", "", "size")
            .flag("smoke", false)
            .text("gpus", "", "number or all")
            .text("readyPath", "/", "path")
            .text("readyTimeout", "60s", "duration")
            .text("samplePath", "/invocations", "path")
            .text("sampleRequest", "", "file")
            .build();

    public ImageRequest {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        entrypoint = List.copyOf(entrypoint);
        env = List.copyOf(env);
        ports = List.copyOf(ports);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        buildArgs = List.copyOf(buildArgs);
        buildSecrets = List.copyOf(buildSecrets);
        check(!image.isEmpty() || !output.isEmpty(), "image is missing; name it as in registry.example.org/team/fraud:1.4, or give output");
        check(output.isEmpty() || output.matches("(oci|tar):.+"), "output '" + output + "' is neither a folder nor an archive; write oci:DIR or tar:FILE");
        check(!output.startsWith("tar:") || platforms.size() <= 1, "output '" + output + "' holds one platform; name one in platforms, or write oci:DIR");
        check(form != Form.MODELCAR || !base.equals("scratch") || !dockerfile.isEmpty(), "base 'scratch' has no shell, which form 'modelcar' needs; give an image such as busybox");
        check(form != Form.MODELPACK || serve.isEmpty(), "serve '" + serve + "' means nothing for form 'modelpack'; leave it out");
        check(form != Form.MODELPACK || !output.startsWith("tar:"), "output '" + output + "' is no place for form 'modelpack'; push it or write oci:DIR");
        boolean built = !dockerfile.isEmpty();
        check(!built || base.equals("scratch"), "base '" + base + "' means nothing beside dockerfile, whose FROM names it; leave one out");
        check(!built || serve.isEmpty(), "serve '" + serve + "' means nothing beside dockerfile, which copies it; leave one out");
        check(!built || form != Form.MODELPACK, "form 'modelpack' is not built by a dockerfile; leave one out");
        check(!built || !verify, "verify cannot be kept with dockerfile, whose steps may do otherwise each time; leave one out");
        check(built || target.isEmpty() && buildArgs.isEmpty() && buildSecrets.isEmpty(),
                "target, buildArgs and buildSecrets mean nothing without dockerfile; name it or leave them out");
        check(!smoke || form == Form.IMAGE, "smoke means nothing for form '" + form.name().toLowerCase(Locale.ROOT) + "', which serves nothing; leave it out");
        check(smoke || gpus == 0, "gpus means nothing without smoke, which alone starts a container; set smoke or leave it out");
        check(readyPath.startsWith("/"), "readyPath '" + readyPath + "' is no path; begin it with /");
        check(samplePath.startsWith("/"), "samplePath '" + samplePath + "' is no path; begin it with /");
        for (int port : ports) {
            check(port > 0 && port < 65536, "ports '" + port + "' is no port; write one from 1 to 65535");
        }
        check(maxSize > 0, "maxSize '" + maxSize + "' leaves room for nothing; write it as in 4GiB");
        for (String variable : env) {
            check(variable.matches("[A-Za-z_][A-Za-z0-9_]*=.*"), "env '" + nameOf(variable) + "' is no assignment; write NAME=value");
        }
        for (String argument : buildArgs) {
            check(argument.matches("[A-Za-z_][A-Za-z0-9_]*=.*"), "buildArgs '" + nameOf(argument) + "' is no assignment; write NAME=value");
        }
        for (String secret : buildSecrets) {
            check(secret.matches("[A-Za-z0-9_.-]+=.+"), "buildSecrets '" + nameOf(secret) + "' names no credential; write ID=credentialsId");
        }
        if (!image.isEmpty()) {
            check(Reference.parse("image", image).digest() == null, "image '" + image + "' names a digest, which only the build can know; name a tag");
        }
    }

    /**
     * Reads the request from a step's arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    public static ImageRequest of(Map<String, ?> values) {
        Arguments arguments = PARAMETERS.bind(values);
        return new ImageRequest(
                arguments.text("model"),
                arguments.text("image"),
                arguments.texts("tags"),
                arguments.text("output"),
                arguments.text("base"),
                arguments.text("serve"),
                arguments.texts("entrypoint"),
                arguments.texts("env"),
                arguments.integers("ports"),
                arguments.text("user"),
                labels(arguments.texts("labels")),
                created(arguments.text("created")),
                arguments.choice("form", Form.class),
                arguments.choice("compression", Compression.class),
                arguments.texts("platforms").stream().map(Platform::parse).toList(),
                arguments.text("dockerfile"),
                arguments.text("target"),
                arguments.texts("buildArgs"),
                arguments.texts("buildSecrets"),
                arguments.text("dockerHost"),
                arguments.text("credentialsId"),
                arguments.text("baseCredentialsId"),
                arguments.text("caCredentialsId"),
                arguments.flag("insecure"),
                arguments.flag("provenance"),
                arguments.text("signingCredentialsId"),
                arguments.choice("scan", ScanPolicy.class),
                arguments.flag("verify"),
                arguments.isGiven("maxSize") ? Sizes.parse("maxSize", arguments.text("maxSize")) : Long.MAX_VALUE,
                arguments.flag("smoke"),
                gpus(arguments.text("gpus")),
                arguments.text("readyPath"),
                Durations.parse("readyTimeout", arguments.text("readyTimeout")),
                arguments.text("samplePath"),
                arguments.text("sampleRequest"),
                arguments.useName(),
                arguments.onFail(),
                arguments.onInconclusive());
    }

    /** The platforms to build for, at least one. */
    List<Platform> chosenPlatforms() {
        return platforms.isEmpty() ? List.of(Platform.USUAL) : platforms;
    }

    private static Map<String, String> labels(List<String> texts) {
        Map<String, String> labels = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            check(equals > 0, "labels '" + text + "' has no name; write name=value");
            labels.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return labels;
    }

    private static int gpus(String text) {
        if (text.isEmpty() || text.equals("all")) {
            return text.isEmpty() ? 0 : ContainerSpec.ALL_GPUS;
        }
        check(text.matches("[1-9]\\d{0,3}"), "gpus '" + Excerpt.of(text) + "' is no number of GPUs; write one such as 1, or all");
        return Integer.parseInt(text);
    }

    private static Instant created(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.matches("\\d{1,11}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "buildModelImage: created '" + text + "' is no time; write it as in 2026-01-31T12:00:00Z", e);
        }
    }

    private static String nameOf(String assignment) {
        return assignment.replaceFirst("=.*", "");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidInputException("buildModelImage: " + otherwise);
        }
    }
}
