package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImageReader;
import io.jenkins.plugins.modeldelivery.image.oci.ContentSource;
import io.jenkins.plugins.modeldelivery.image.oci.OciLayout;
import io.jenkins.plugins.modeldelivery.image.oci.Platform;
import io.jenkins.plugins.modeldelivery.image.registry.Reference;
import io.jenkins.plugins.modeldelivery.image.registry.RegistryAccess;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds what the request builds on, for each platform. */
final class Bases {
    private static final String LAYOUT = "oci:";

    private final ImageRequest request;
    private final Workbench bench;
    private final Surroundings surroundings;
    private final RegistryAccess registries;

    Bases(ImageRequest request, Workbench bench, Surroundings surroundings, RegistryAccess registries) {
        this.request = request;
        this.bench = bench;
        this.surroundings = surroundings;
        this.registries = registries;
    }

    List<BaseImage> read() throws IOException, InterruptedException {
        List<BaseImage> bases = new ArrayList<>();
        if (request.form() == Form.MODELPACK) {
            return bases;
        }
        if (request.base().equals("scratch")) {
            request.chosenPlatforms().forEach(platform -> bases.add(BaseImage.scratch(platform)));
            return bases;
        }
        BaseImageReader reader = new BaseImageReader(source());
        for (Platform platform : request.chosenPlatforms()) {
            BaseImage base = reader.read(platform);
            if (request.form() == Form.MODELCAR) {
                ModelcarBase.check(base);
            }
            bench.log(Messages.Log_base(base.name(), base.platform()));
            bases.add(base);
        }
        return bases;
    }

    private ContentSource source() throws InterruptedException {
        String base = request.base();
        if (base.startsWith(LAYOUT)) {
            return new OciLayout(bench.file("base", base.substring(LAYOUT.length())));
        }
        Reference reference = Reference.parse("base", base);
        return registries.source(reference, surroundings.baseCredential(request, reference, bench));
    }
}
