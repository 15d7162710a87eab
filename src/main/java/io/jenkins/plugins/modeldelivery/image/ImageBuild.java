package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.BlobHasher;
import io.jenkins.plugins.modeldelivery.image.blob.DigestCache;
import io.jenkins.plugins.modeldelivery.image.layer.BuiltLayer;
import io.jenkins.plugins.modeldelivery.image.layer.LayerBuilder;
import io.jenkins.plugins.modeldelivery.image.layer.LayerMaker;
import io.jenkins.plugins.modeldelivery.image.layer.LayerPlan;
import io.jenkins.plugins.modeldelivery.image.layer.PlannedLayer;
import io.jenkins.plugins.modeldelivery.image.layer.RawLayers;
import io.jenkins.plugins.modeldelivery.image.model.ModelDetector;
import io.jenkins.plugins.modeldelivery.image.model.ModelFacts;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.ImageAssembler;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.oci.RunSettings;
import io.jenkins.plugins.modeldelivery.image.provenance.ModelBom;
import io.jenkins.plugins.modeldelivery.image.provenance.SigningKey;
import io.jenkins.plugins.modeldelivery.image.provenance.SlsaProvenance;
import io.jenkins.plugins.modeldelivery.image.provenance.Statement;
import io.jenkins.plugins.modeldelivery.image.provenance.Subject;
import io.jenkins.plugins.modeldelivery.image.registry.RegistryAccess;
import io.jenkins.plugins.modeldelivery.image.scan.Finding;
import io.jenkins.plugins.modeldelivery.image.scan.PackedScan;
import io.jenkins.plugins.modeldelivery.image.smoke.SmokeOutcome;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of buildModelImage. */
final class ImageBuild {
    private final ImageRequest request;
    private final Workbench bench;
    private final Surroundings surroundings;
    private final ImageReportBuilder report;
    private final Conclusions conclusions = new Conclusions();

    ImageBuild(ImageRequest request, Workbench bench, Surroundings surroundings) {
        this.request = request;
        this.bench = bench;
        this.surroundings = surroundings;
        this.report = new ImageReportBuilder(request, bench, conclusions);
    }

    ImageReport report() throws InterruptedException {
        try {
            ImageInputs inputs = ImageInputs.of(request, bench);
            ModelFacts facts = ModelDetector.detect(inputs.model());
            report.model(facts);
            bench.log(Messages.Log_model(
                    facts.format(), Integer.toString(inputs.model().size()), ImageSizes.show(facts.size())));
            scan(inputs);
            if (conclusions.isGood()) {
                build(inputs, facts);
            }
            return report.finish();
        } catch (IOException e) {
            throw new SurroundingsException("the image cannot be built: " + e.getMessage()
                    + "; let nothing write to the folders while the step runs, and check disk and network", e);
        }
    }

    private void scan(ImageInputs inputs) throws IOException, InterruptedException {
        if (request.scan() == ScanPolicy.OFF) {
            return;
        }
        List<Finding> findings = PackedScan.of(inputs.all());
        report.findings(findings);
        conclusions.scan(request.scan(), findings, inputs.all().size());
        bench.log(Messages.Log_scanned(Integer.toString(inputs.all().size()), Integer.toString(findings.size())));
    }

    private void build(ImageInputs inputs, ModelFacts facts) throws IOException, InterruptedException {
        RegistryAccess registries = surroundings.registries(request, bench);
        DockerWork docker = new DockerWork(request, bench, surroundings);
        boolean runs = request.form() != Form.MODELPACK;
        boolean packs = request.dockerfile().isEmpty();
        List<BaseImage> bases = packs
                ? new Bases(request, bench, surroundings, registries).read()
                : docker.build(inputs.context());
        List<PlannedLayer> plan = packs ? plan(inputs) : List.of();
        long known = bases.stream().flatMap(base -> base.layers().stream()).mapToLong(layer -> layer.descriptor().size()).sum()
                + plan.stream().filter(LayerBuilder::staysAsItIs).mapToLong(PlannedLayer::content).sum();
        if (known > request.maxSize()) {
            conclusions.size(known, request.maxSize());
            return;
        }
        Target target = new Targets(request, bench).open(registries);
        DigestCache cache = request.verify() ? DigestCache.none() : DigestCache.in(surroundings.state().child("digests"));
        BlobHasher hasher = new BlobHasher(cache);
        LayerMaker maker = runs
                ? new LayerBuilder(hasher, request.compression(), bench.scratch(), surroundings.created(request).getEpochSecond())
                : new RawLayers(hasher);
        boolean sendsAtOnce = !request.verify() && !request.smoke();
        try (LayerPipeline pipeline = new LayerPipeline(maker)) {
            List<BuiltLayer> layers = sendsAtOnce ? pipeline.buildAndSend(plan, target) : pipeline.build(plan);
            PackagedImage image = assemble(layers, bases, facts);
            if (request.verify()) {
                PackagedImage again = assemble(pipeline.build(plan), bases, facts);
                conclusions.verified(image.root().digest().toString(), again.root().digest().toString());
            }
            if (conclusions.size(image.size(), request.maxSize()) && conclusions.isGood() && smoke(docker, image, bases)) {
                pipeline.send(bases.stream().flatMap(base -> base.layers().stream()).distinct().toList(), target);
                pipeline.send(sendsAtOnce ? List.of() : layers.stream().map(LayerPipeline::stored).toList(), target);
                finish(image, bases, layers, target);
                attach(image, layers, bases, facts, target);
            }
        }
    }

    private List<PlannedLayer> plan(ImageInputs inputs) {
        return request.form() == Form.MODELPACK
                ? RawLayers.plan(inputs.model())
                : LayerPlan.of(inputs.model(), inputs.serving());
    }

    /** Starts the image if that is asked for; returns whether it may be sent. */
    private boolean smoke(DockerWork docker, PackagedImage image, List<BaseImage> bases) throws IOException, InterruptedException {
        if (!request.smoke()) {
            return true;
        }
        SmokeOutcome outcome = docker.smoke(image, bases);
        outcome.lines().forEach(line -> bench.log(Messages.Log_container(line)));
        report.smoke(outcome.toMap());
        conclusions.smoke(outcome);
        return outcome.passed();
    }

    private void finish(PackagedImage image, List<BaseImage> bases, List<BuiltLayer> layers, Target target)
            throws IOException, InterruptedException {
        bench.checkCancelled();
        target.finish(image);
        report.image(image, bases, layers, target);
    }

    /** Attaches what the request asks for; a signature needs a key, the rest is attached unless it is not wanted. */
    private void attach(PackagedImage image, List<BuiltLayer> layers, List<BaseImage> bases, ModelFacts facts, Target target)
            throws IOException, InterruptedException {
        Optional<SigningKey> key = Surroundings.credential(request.signingCredentialsId(), bench)
                .map(credential -> SigningKey.parse(credential.secret()));
        Subject subject = new Subject(target.reference(image.root()).replaceFirst("@sha256:.*", ""), image.root().digest());
        Attachments attachments = new Attachments(target, image.root(), key, bench);
        if (request.provenance()) {
            attachments.billOfMaterials(ModelBom.json(subject, request.model(), facts, layers, bases));
            attachments.statement(provenance(subject, bases));
        }
        if (key.isPresent()) {
            attachments.statement(Statement.signature(subject));
        }
        report.attachments(attachments.attached());
        report.sent(target);
    }

    private Statement provenance(Subject subject, List<BaseImage> bases) {
        BuildFacts build = BuildFacts.of(surroundings.environment());
        Map<String, String> materials = new LinkedHashMap<>();
        bases.stream()
                .filter(base -> base.digest() != null)
                .forEach(base -> materials.put(base.name(), base.digest().hex()));
        if (!build.commit().isEmpty()) {
            materials.put("git", build.commit());
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("model", request.model());
        parameters.put("serve", request.serve());
        parameters.put("base", request.base());
        parameters.put("dockerfile", request.dockerfile());
        parameters.put("form", request.form().name());
        return SlsaProvenance.of(
                subject, parameters, build.toMap(), materials, Tool.nameAndVersion(), report.startedAt(), bench.clock().instant());
    }

    private PackagedImage assemble(List<BuiltLayer> layers, List<BaseImage> bases, ModelFacts facts) {
        Map<String, String> annotations = new LinkedHashMap<>(facts.annotations());
        Instant created = surroundings.created(request);
        annotations.put("org.opencontainers.image.created", created.toString());
        if (request.form() == Form.MODELPACK) {
            String name = bench.file("model", request.model()).normalize().getFileName().toString();
            return ModelPack.assemble(name, layers, facts, annotations, created);
        }
        Map<String, String> labels = new LinkedHashMap<>(facts.annotations());
        labels.putAll(request.labels());
        RunSettings settings =
                new RunSettings(request.entrypoint(), request.env(), request.ports(), request.user(), labels);
        return new ImageAssembler(layers, settings, annotations, created).assemble(bases);
    }
}
