package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.layer.Compression;
import io.jenkins.plugins.modeldelivery.image.oci.Platform;
import io.jenkins.plugins.modeldelivery.image.registry.Reference;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Sizes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
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
 * @param authority PEM file of a certificate authority that is trusted beside the JVM's own
 * @param command what the container starts; when not given, as the base image has it
 * @param user the user the container runs as
 * @param created what the image says of when it was made; null for the epoch or SOURCE_DATE_EPOCH
 * @param maxSize the largest size in bytes; {@link Long#MAX_VALUE} for any
 * @param verify whether everything is hashed anew, built twice and compared
 * @param signingKey id of a credential whose secret is a PEM private key
 * @param smokeRequest file whose content is posted to {@code smokePath}; when not given, a GET is sent
 */
public record ImageRequest(
        String model,
        String serve,
        String base,
        String image,
        List<String> tags,
        String output,
        String credentialsId,
        String baseCredentialsId,
        boolean insecure,
        String authority,
        Form form,
        Compression compression,
        List<Platform> platforms,
        List<String> command,
        List<String> env,
        List<String> ports,
        String user,
        Map<String, String> labels,
        Instant created,
        ScanPolicy scan,
        long maxSize,
        boolean verify,
        boolean provenance,
        String signingKey,
        String dockerfile,
        List<String> buildArgs,
        List<String> buildSecrets,
        String target,
        String dockerHost,
        boolean smoke,
        String smokePath,
        String smokeRequest,
        long smokePort,
        Duration smokeTimeout,
        String name,
        Consequence onFail,
        Consequence onInconclusive) {

    /** The parameters of buildModelImage, as every door offers them. */
    public static final Parameters PARAMETERS = Parameters.named("buildModelImage")
            .required("model", "folder or file")
            .text("serve", "", "folder")
            .text("base", "scratch", "scratch, image or oci:DIR")
            .text("image", "", "image")
            .texts("tags", "tag", "tag")
            .text("output", "", "oci:DIR or tar:FILE")
            .text("credentialsId", "", "credential")
            .text("baseCredentialsId", "", "credential")
            .flag("insecure", false)
            .text("authority", "", "PEM file")
            .choice("form", "image", List.of("image", "modelcar", "modelpack"))
            .choice("compression", "none", List.of("none", "gzip", "zstd"))
            .texts("platforms", "platform", "os/architecture")
            .texts("command", "", "argument")
            .texts("env", "", "NAME=value")
            .texts("ports", "port", "port")
            .text("user", "", "user or uid")
            .texts("labels", "label", "name=value")
            .text("created", "", "ISO 8601 time or seconds")
            .choice("scan", "fail", List.of("fail", "warn", "off"))
            .text("maxSize", "", "size")
            .flag("verify", false)
            .flag("provenance", true)
            .text("signingKey", "", "credential")
            .text("dockerfile", "", "file")
            .texts("buildArgs", "buildArg", "NAME=value")
            .texts("buildSecrets", "buildSecret", "id=credential")
            .text("target", "", "stage")
            .text("dockerHost", "", "unix:// or tcp:// address")
            .flag("smoke", false)
            .text("smokePath", "/", "path")
            .text("smokeRequest", "", "file")
            .integer("smokePort", "8080", "port")
            .text("smokeTimeout", "2m", "duration")
            .build();

    public ImageRequest {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        command = List.copyOf(command);
        env = List.copyOf(env);
        ports = List.copyOf(ports);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        buildArgs = List.copyOf(buildArgs);
        buildSecrets = List.copyOf(buildSecrets);
        check(!image.isEmpty() || !output.isEmpty(), "image is missing; name it as in registry.example.org/team/fraud:1.4, or give output");
        check(output.isEmpty() || output.matches("(oci|tar):.+"), "output '" + output + "' is neither a folder nor an archive; write oci:DIR or tar:FILE");
        check(!output.startsWith("tar:") || platforms.size() <= 1, "output '" + output + "' holds one platform; name one in platforms, or write oci:DIR");
        check(form != Form.MODELCAR || !base.equals("scratch"), "base 'scratch' has no shell, which form 'modelcar' needs; give an image such as busybox");
        check(form != Form.MODELPACK || serve.isEmpty(), "serve '" + serve + "' means nothing for form 'modelpack'; leave it out");
        check(form != Form.MODELPACK || !output.startsWith("tar:"), "output '" + output + "' is no place for form 'modelpack'; push it or write oci:DIR");
        check(dockerfile.isEmpty() || output.isEmpty(), "output '" + output + "' cannot be combined with dockerfile; give image");
        check(!smoke || form == Form.IMAGE, "smoke needs form 'image'; nothing else runs by itself");
        check(!smoke || output.isEmpty(), "smoke needs an image in a registry; give image and leave out output");
        check(smokePort > 0 && smokePort < 65536, "smokePort '" + smokePort + "' is no port; write one from 1 to 65535");
        check(maxSize > 0, "maxSize '" + maxSize + "' leaves room for nothing; write it as in 4GiB");
        for (String variable : env) {
            check(variable.matches("[A-Za-z_][A-Za-z0-9_]*=.*"), "env '" + nameOf(variable) + "' is no assignment; write NAME=value");
        }
        for (String argument : buildArgs) {
            check(argument.matches("[A-Za-z_][A-Za-z0-9_]*=.*"), "buildArgs '" + nameOf(argument) + "' is no assignment; write NAME=value");
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
                arguments.text("serve"),
                arguments.text("base"),
                arguments.text("image"),
                arguments.texts("tags"),
                arguments.text("output"),
                arguments.text("credentialsId"),
                arguments.text("baseCredentialsId"),
                arguments.flag("insecure"),
                arguments.text("authority"),
                arguments.choice("form", Form.class),
                arguments.choice("compression", Compression.class),
                arguments.texts("platforms").stream().map(Platform::parse).toList(),
                arguments.texts("command"),
                arguments.texts("env"),
                arguments.texts("ports").stream().map(ImageRequest::port).toList(),
                arguments.text("user"),
                labels(arguments.texts("labels")),
                created(arguments.text("created")),
                arguments.choice("scan", ScanPolicy.class),
                arguments.isGiven("maxSize") ? Sizes.parse("maxSize", arguments.text("maxSize")) : Long.MAX_VALUE,
                arguments.flag("verify"),
                arguments.flag("provenance"),
                arguments.text("signingKey"),
                arguments.text("dockerfile"),
                arguments.texts("buildArgs"),
                arguments.texts("buildSecrets"),
                arguments.text("target"),
                arguments.text("dockerHost"),
                arguments.flag("smoke"),
                arguments.text("smokePath"),
                arguments.text("smokeRequest"),
                arguments.integer("smokePort"),
                Durations.parse("smokeTimeout", arguments.text("smokeTimeout")),
                arguments.useName(),
                arguments.onFail(),
                arguments.onInconclusive());
    }

    /** The platforms to build for, at least one. */
    List<Platform> chosenPlatforms() {
        return platforms.isEmpty() ? List.of(Platform.USUAL) : platforms;
    }

    private static String port(String text) {
        check(text.matches("\\d{1,5}(/(tcp|udp))?"), "ports '" + text + "' is no port; write it as in 8080 or 8080/tcp");
        return text.contains("/") ? text : text + "/tcp";
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
