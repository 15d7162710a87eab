package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.dockerfile.IgnoreRules;
import io.jenkins.plugins.modeldelivery.image.layer.FileTree;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of a request.
 *
 * @param model the model's
 * @param serving those of what serves it
 * @param context those from which a Dockerfile may take
 */
record ImageInputs(List<PackedFile> model, List<PackedFile> serving, List<PackedFile> context) {
    /** Where KServe and others look for a model. */
    private static final String MODEL_FOLDER = "models";
    private static final String SERVING_FOLDER = "app";

    static ImageInputs of(ImageRequest request, Workbench bench) throws IOException {
        List<PackedFile> model = new FileTree("model", MODEL_FOLDER).list(bench.file("model", request.model()));
        List<PackedFile> serving = request.serve().isEmpty()
                ? List.of()
                : new FileTree("serve", SERVING_FOLDER).list(bench.file("serve", request.serve()));
        return new ImageInputs(model, serving, request.dockerfile().isEmpty() ? List.of() : context(request, bench));
    }

    List<PackedFile> all() {
        Map<Path, PackedFile> all = new LinkedHashMap<>();
        Stream.of(model, serving, context)
                .flatMap(List::stream)
                .forEach(file -> all.putIfAbsent(file.source().toAbsolutePath().normalize(), file));
        return List.copyOf(all.values());
    }

    private static List<PackedFile> context(ImageRequest request, Workbench bench) throws IOException {
        Path context = bench.workspace();
        String dockerfile = context.toAbsolutePath().normalize()
                .relativize(bench.file("dockerfile", request.dockerfile()).toAbsolutePath().normalize()).toString();
        if (dockerfile.startsWith("..") || !Files.isRegularFile(context.resolve(dockerfile))) {
            throw new InvalidInputException("dockerfile '" + request.dockerfile()
                    + "' is no file of the folder that the step works in, which is its build context; correct the path");
        }
        return new FileTree("dockerfile", "", IgnoreRules.of(context, dockerfile)).list(context);
    }
}
