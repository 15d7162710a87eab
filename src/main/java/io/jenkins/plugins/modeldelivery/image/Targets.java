package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.oci.OciLayout;
import io.jenkins.plugins.modeldelivery.image.registry.Reference;
import io.jenkins.plugins.modeldelivery.image.registry.RegistryAccess;
import io.jenkins.plugins.modeldelivery.image.registry.Transfer;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.util.ArrayList;
import java.util.List;

/** Opens the place that a request names for its image. */
final class Targets {
    private final ImageRequest request;
    private final Workbench bench;

    Targets(ImageRequest request, Workbench bench) {
        this.request = request;
        this.bench = bench;
    }

    Target open(RegistryAccess registries) throws InterruptedException {
        String output = request.output();
        if (output.startsWith("oci:")) {
            return new LayoutTarget(new OciLayout(bench.file("output", output.substring("oci:".length()))), request.image());
        }
        if (output.startsWith("tar:")) {
            return new ArchiveTarget(bench.file("output", output.substring("tar:".length())), request.image());
        }
        Transfer transfer = new Transfer(bench::progress);
        Reference reference = Reference.parse("image", request.image());
        return new RegistryTarget(registries.repository(reference, transfer), transfer, tags(reference));
    }

    private List<String> tags(Reference reference) {
        List<String> tags = new ArrayList<>();
        tags.add(reference.tag().isEmpty() ? "latest" : reference.tag());
        tags.addAll(request.tags());
        return tags;
    }
}
