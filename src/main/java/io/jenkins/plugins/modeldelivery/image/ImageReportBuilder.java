package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.layer.BuiltLayer;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.image.model.ModelFacts;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.scan.Finding;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts together the report while the build goes on; what was not reached stays empty. */
final class ImageReportBuilder {
    private static final long LARGE_LAYER = 10L << 30;
    private static final int FILES_SHOWN = 20;

    private final ImageRequest request;
    private final Workbench bench;
    private final Conclusions conclusions;
    private final Instant startedAt;
    private final Map<String, Object> details = new LinkedHashMap<>();

    ImageReportBuilder(ImageRequest request, Workbench bench, Conclusions conclusions) {
        this.request = request;
        this.bench = bench;
        this.conclusions = conclusions;
        this.startedAt = bench.clock().instant();
        details.put("reference", null);
        details.put("digest", null);
        details.put("size", 0L);
        details.put("pushedBytes", 0L);
        details.put("savedBytes", 0L);
        details.put("layers", List.of());
    }

    Instant startedAt() {
        return startedAt;
    }

    void model(ModelFacts facts) {
        details.put("model", facts.toMap());
    }

    void findings(List<Finding> findings) {
        details.put("findings", findings.stream().map(Finding::toMap).toList());
    }

    void attachments(List<Map<String, Object>> attachments) {
        details.put("attachments", attachments);
    }

    void image(PackagedImage image, List<BuiltLayer> layers, Target target, LayerPipeline pipeline) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (BuiltLayer layer : layers) {
            boolean sent = pipeline.wasSent(layer.descriptor().digest().toString());
            entries.add(entry(layer, sent));
            log(layer, sent);
        }
        String reference = target.reference(image.root());
        String size = ImageSizes.show(image.size());
        String sent = ImageSizes.show(target.sent());
        String saved = ImageSizes.show(target.saved());
        details.put("reference", reference);
        details.put("digest", image.root().digest().toString());
        details.put("size", image.size());
        details.put("layers", entries);
        sent(target);
        conclusions.reason(Messages.Reason_built(size, sent, saved));
        bench.log(Messages.Log_done(reference, size, sent, saved));
    }

    /** Takes over what was sent so far. */
    void sent(Target target) {
        details.put("pushedBytes", target.sent());
        details.put("savedBytes", target.saved());
    }

    ImageReport finish() {
        if (!conclusions.isGood() && details.get("reference") == null) {
            conclusions.reason(Messages.Reason_notSent());
        }
        Envelope envelope = new Envelope(
                ImageReport.SCHEMA,
                request.name(),
                conclusions.verdict(),
                conclusions.reasons(),
                startedAt,
                bench.clock().instant(),
                Tool.nameAndVersion(),
                List.of(),
                conclusions.gates());
        return new ImageReport(envelope, details);
    }

    private void log(BuiltLayer layer, boolean sent) {
        long size = layer.descriptor().size();
        bench.log(Messages.Log_layer(
                layer.descriptor().digest(), kind(layer), ImageSizes.show(size), sent ? Messages.Log_sent() : Messages.Log_reused()));
        if (size > LARGE_LAYER) {
            String file = layer.plan().files().get(0).name();
            bench.log(Messages.Reason_largeLayer(file, ImageSizes.show(size)));
        }
    }

    private static Map<String, Object> entry(BuiltLayer layer, boolean sent) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("digest", layer.descriptor().digest().toString());
        entry.put("diffId", layer.diffId().toString());
        entry.put("mediaType", layer.descriptor().mediaType());
        entry.put("size", layer.descriptor().size());
        entry.put("kind", kind(layer));
        entry.put("sent", sent);
        entry.put("fileCount", layer.plan().files().size());
        entry.put("files", layer.plan().files().stream().limit(FILES_SHOWN).map(PackedFile::name).toList());
        return entry;
    }

    private static String kind(BuiltLayer layer) {
        return layer.plan().kind().name().toLowerCase(Locale.ROOT);
    }
}
