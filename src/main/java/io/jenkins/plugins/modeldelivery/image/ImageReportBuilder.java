package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.layer.BuiltLayer;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.image.model.ModelFacts;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.scan.Finding;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together the report while the build goes on; what was not reached stays empty. */
final class ImageReportBuilder {
    private static final long LARGE_LAYER = 10L << 30;
    private static final int FILES_SHOWN = 20;
    /** The kind of the layers that a base image or a Dockerfile brought. */
    private static final String BASE = "base";

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

    void smoke(Map<String, Object> outcome) {
        details.put("smoke", outcome);
    }

    void image(PackagedImage image, List<BaseImage> bases, List<BuiltLayer> layers, Target target) {
        Map<Digest, Map<String, Object>> byDigest = new LinkedHashMap<>();
        bases.stream().flatMap(base -> base.layers().stream()).forEach(layer ->
                byDigest.put(layer.descriptor().digest(), entry(layer.descriptor(), BASE, target.wasSent(layer.descriptor().digest()))));
        for (BuiltLayer layer : layers) {
            boolean sent = target.wasSent(layer.descriptor().digest());
            byDigest.put(layer.descriptor().digest(), entry(layer, sent));
            log(layer, sent);
        }
        List<Map<String, Object>> entries = List.copyOf(byDigest.values());
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
        difference();
        bench.log(Messages.Log_done(reference, size, sent, saved));
    }

    private void difference() {
        Stream.of(bench.previousReport(), bench.lastGoodReport())
                .flatMap(Optional::stream)
                .filter(report -> report.get("digest") != null)
                .findFirst()
                .map(report -> ImageDifference.between(report, details))
                .ifPresent(difference -> {
                    details.put("difference", difference.toMap());
                    bench.log(difference.line());
                });
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

    private static Map<String, Object> entry(Descriptor layer, String kind, boolean sent) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("digest", layer.digest().toString());
        entry.put("mediaType", layer.mediaType());
        entry.put("size", layer.size());
        entry.put("kind", kind);
        entry.put("sent", sent);
        return entry;
    }

    private static Map<String, Object> entry(BuiltLayer layer, boolean sent) {
        Map<String, Object> entry = entry(layer.descriptor(), kind(layer), sent);
        entry.put("diffId", layer.diffId().toString());
        entry.put("fileCount", layer.plan().files().size());
        entry.put("files", layer.plan().files().stream().limit(FILES_SHOWN).map(PackedFile::name).toList());
        return entry;
    }

    private static String kind(BuiltLayer layer) {
        return layer.plan().kind().name().toLowerCase(Locale.ROOT);
    }
}
