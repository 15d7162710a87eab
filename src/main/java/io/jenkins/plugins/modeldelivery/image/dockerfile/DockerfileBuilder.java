package io.jenkins.plugins.modeldelivery.image.dockerfile;

import io.jenkins.plugins.modeldelivery.docker.DockerService;
import io.jenkins.plugins.modeldelivery.docker.DockerfileBuild;
import io.jenkins.plugins.modeldelivery.docker.RegistryLogin;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.layer.Compression;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.image.layer.TarBuilder;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.Platform;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Builds a Dockerfile by a Docker or Podman service and takes the image over, so that it is described, checked, pushed and
 * attached to like every other. The service keeps the last image of a Dockerfile, for its build cache.
 *
 * @param dockerfile its path below the context
 * @param context the files that the service gets
 * @param secrets by the id that the Dockerfile mounts
 * @param logins for the registries that FROM names
 * @param compression of the layers
 */
public record DockerfileBuilder(
        String dockerfile,
        String target,
        List<PackedFile> context,
        Map<String, String> arguments,
        Map<String, Credential> secrets,
        List<RegistryLogin> logins,
        Compression compression) {
    private static final String REPOSITORY = "localhost/model-delivery-build";
    /** Rules were applied before; a copy of them could not name the secrets, and an image has no use for them. */
    private static final Pattern RULES = Pattern.compile("(.*/)?([^/]*\\.)?(docker|container)ignore");

    public DockerfileBuilder {
        context = List.copyOf(context);
        arguments = Map.copyOf(arguments);
        secrets = Map.copyOf(secrets);
        logins = List.copyOf(logins);
    }

    /**
     * The image for a platform.
     *
     * @param scratch takes the layers
     * @param log takes what the build prints
     * @throws InterruptedException if it was cancelled; the service then stops building
     */
    public BaseImage build(DockerService service, Platform platform, Path scratch, Consumer<String> log)
            throws IOException, InterruptedException {
        SecretFiles files = new SecretFiles(secrets);
        TarBuilder tar = new TarBuilder(0);
        context.stream().filter(file -> !RULES.matcher(file.name()).matches()).forEach(tar::file);
        files.addTo(tar);
        SegmentedBlob content = tar.build();
        DockerfileBuild build =
                new DockerfileBuild(dockerfile, target, platform.toString(), arguments, files.paths(), logins);
        String image;
        try (InputStream stream = content.open(0)) {
            image = service.build(build, stream, files.masked(log));
        }
        service.replace(image, REPOSITORY, name(platform));
        try (InputStream archive = service.save(image)) {
            return new SavedImage(scratch, compression).read(archive, dockerfile);
        }
    }

    /** One name for the builds of one stage of one file at one place. */
    private String name(Platform platform) {
        Path place = context.get(0).source().toAbsolutePath().getParent();
        String key = place + "\n" + dockerfile + "\n" + target + "\n" + platform;
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
