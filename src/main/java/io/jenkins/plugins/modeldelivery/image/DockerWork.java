package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.docker.DockerHost;
import io.jenkins.plugins.modeldelivery.docker.DockerService;
import io.jenkins.plugins.modeldelivery.docker.RegistryLogin;
import io.jenkins.plugins.modeldelivery.image.dockerfile.DockerfileBuilder;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.oci.Platform;
import io.jenkins.plugins.modeldelivery.image.registry.Reference;
import io.jenkins.plugins.modeldelivery.image.smoke.SmokeOutcome;
import io.jenkins.plugins.modeldelivery.image.smoke.SmokeQuestion;
import io.jenkins.plugins.modeldelivery.image.smoke.SmokeRun;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a build needs a Docker or Podman service: the Dockerfile and the smoke run. */
final class DockerWork {
    private static final int USUAL_PORT = 8080;
    private static final int LARGEST_SAMPLE = 64 << 20;
    private static final Pattern FROM = Pattern.compile("(?im)^\\s*FROM\\s+(?:--platform=\\S+\\s+)?(\\S+)");

    private final ImageRequest request;
    private final Workbench bench;
    private final Surroundings surroundings;

    DockerWork(ImageRequest request, Workbench bench, Surroundings surroundings) {
        this.request = request;
        this.bench = bench;
        this.surroundings = surroundings;
    }

    /** Builds the Dockerfile for each platform. */
    List<BaseImage> build(List<PackedFile> context) throws IOException, InterruptedException {
        DockerfileBuilder builder = new DockerfileBuilder(
                request.dockerfile(),
                request.target(),
                context,
                assignments(request.buildArgs()),
                secrets(),
                logins(),
                request.compression());
        List<BaseImage> images = new ArrayList<>();
        try (DockerService service = open()) {
            for (Platform platform : request.chosenPlatforms()) {
                bench.log(Messages.Log_building(request.dockerfile(), platform, service.host().address()));
                BaseImage image = builder.build(service, platform, bench.scratch(), bench::log);
                if (request.form() == Form.MODELCAR) {
                    ModelcarBase.check(image);
                }
                images.add(image);
            }
        }
        return images;
    }

    /** Starts the image and asks it. */
    SmokeOutcome smoke(PackagedImage image, List<BaseImage> bases) throws IOException, InterruptedException {
        try (DockerService service = open()) {
            String architecture = service.architecture();
            for (int index = 0; index < bases.size(); index++) {
                if (bases.get(index).platform().architecture().equals(architecture)) {
                    bench.log(Messages.Log_smoke(service.host().address()));
                    return new SmokeRun(service, bench.clock()).run(image.only(image.manifests().get(index)), question());
                }
            }
            throw new InvalidInputException("smoke: the image has nothing for " + architecture + ", which the service at "
                    + service.host().address() + " runs on; name another in dockerHost, or add the platform");
        }
    }

    private DockerService open() {
        DockerHost host = DockerHost.of(request.dockerHost(), surroundings.environment());
        if (host.address().getHost() != null) {
            surroundings.outbound().destinations().check(URI.create("http://" + host.address().getRawAuthority()));
        }
        return DockerService.open(host);
    }

    private SmokeQuestion question() throws IOException {
        int port = request.ports().isEmpty() ? USUAL_PORT : request.ports().get(0);
        Optional<SmokeQuestion.Sample> sample = request.sampleRequest().isEmpty() ? Optional.empty() : Optional.of(sample());
        return new SmokeQuestion(port, request.readyPath(), request.readyTimeout(), request.gpus(), sample);
    }

    private SmokeQuestion.Sample sample() throws IOException {
        Path file = bench.file("sampleRequest", request.sampleRequest());
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_SAMPLE) {
            throw new InvalidInputException("sampleRequest '" + request.sampleRequest()
                    + "' is no file of at most 64 MiB; give the body of a request that the server must answer");
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String type = name.endsWith(".json") ? "application/json" : name.endsWith(".csv") ? "text/csv" : "application/octet-stream";
        return new SmokeQuestion.Sample(request.samplePath(), type, Files.readAllBytes(file));
    }

    private Map<String, Credential> secrets() {
        Map<String, Credential> secrets = new LinkedHashMap<>();
        assignments(request.buildSecrets()).forEach((id, credentialsId) -> secrets.put(id, bench.credential(credentialsId)));
        return secrets;
    }

    /** The credentials for what FROM names, as for a base image. */
    private List<RegistryLogin> logins() throws IOException {
        Map<String, RegistryLogin> logins = new LinkedHashMap<>();
        Matcher from = FROM.matcher(Files.readString(bench.file("dockerfile", request.dockerfile())));
        while (from.find()) {
            reference(from.group(1)).ifPresent(base -> surroundings.baseCredential(request, base, bench)
                    .ifPresent(credential -> logins.put(base.host(), new RegistryLogin(base.host(), credential))));
        }
        return List.copyOf(logins.values());
    }

    /** A name that arguments fill, or that of an earlier stage, needs no credential here. */
    private static Optional<Reference> reference(String text) {
        try {
            return text.contains("/") ? Optional.of(Reference.parse("dockerfile", text)) : Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> assignments(List<String> texts) {
        Map<String, String> assignments = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            assignments.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return assignments;
    }
}
