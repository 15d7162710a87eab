package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.layer.FileTree;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.util.ArrayList;
import java.util.List;

/** The files of a request: the model's and those of what serves it. */
record ImageInputs(List<PackedFile> model, List<PackedFile> serving) {
    /** Where KServe and others look for a model. */
    private static final String MODEL_FOLDER = "models";
    private static final String SERVING_FOLDER = "app";

    static ImageInputs of(ImageRequest request, Workbench bench) {
        List<PackedFile> model = new FileTree("model", MODEL_FOLDER).list(bench.file("model", request.model()));
        List<PackedFile> serving = request.serve().isEmpty()
                ? List.of()
                : new FileTree("serve", SERVING_FOLDER).list(bench.file("serve", request.serve()));
        return new ImageInputs(model, serving);
    }

    List<PackedFile> all() {
        List<PackedFile> all = new ArrayList<>(model);
        all.addAll(serving);
        return all;
    }
}
