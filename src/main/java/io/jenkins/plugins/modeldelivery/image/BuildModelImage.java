package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Operation;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.util.Map;
import java.util.Optional;

/** The step buildModelImage: from a model folder to an image in a registry, a folder or an archive. */
public final class BuildModelImage implements Capability, Operation<ImageRequest, ImageReport> {
    private final Optional<Surroundings> surroundings;

    /** The build's environment says what the build is and how requests leave. */
    public BuildModelImage() {
        this.surroundings = Optional.empty();
    }

    /**
     * For a build whose requests leave in a way of their own.
     *
     * @param environment the build's, which may name SOURCE_DATE_EPOCH, XDG_CACHE_HOME, DOCKER_CONFIG and DOCKER_HOST
     */
    public BuildModelImage(Outbound outbound, Map<String, String> environment) {
        this.surroundings = Optional.of(new Surroundings(outbound, environment));
    }

    @Override
    public Parameters parameters() {
        return ImageRequest.PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> arguments) {
        ImageRequest.of(arguments);
    }

    @Override
    public ImageReport run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        return run(ImageRequest.of(arguments), bench);
    }

    @Override
    public ImageReport run(ImageRequest request, Workbench bench) throws InterruptedException {
        return new ImageBuild(request, bench, surroundings.orElseGet(() -> Surroundings.of(bench))).report();
    }
}
