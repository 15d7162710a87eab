package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Releases a workload that holds both versions in one object. While the canary runs, the object's annotations hold its
 * release and what the specification was before, so that whoever goes on after a crash can go back.
 */
final class InPlaceRouter implements Router {
    private static final String FORMER_RELEASE = "release";
    private static final String FORMER_SPEC = "spec";
    private static final String REPLICAS = "replicas";

    private final ClusterConnection connection;
    private final Target target;
    private final InPlaceForm form;
    private final ReleaseSet set;
    private final Revisions revisions;
    private final InPlacePods pods;

    InPlaceRouter(ClusterConnection connection, Target target, InPlaceForm form) {
        this.connection = connection;
        this.target = target;
        this.form = form;
        this.set = new ReleaseSet(connection, target);
        this.revisions = new Revisions(connection, target, set);
        this.pods = new InPlacePods(connection, target, form);
    }

    @Override
    public boolean startsVersions() {
        return true;
    }

    @Override
    public Route read() throws InterruptedException {
        GenericKubernetesResource object = get();
        if (object == null) {
            return new Route("", "", 0);
        }
        String release = Marks.read(object, Marks.RELEASE);
        if (!Marks.read(object, Marks.FIRST).isEmpty()) {
            return new Route("", release, 100, pods.progress(object));
        }
        if (!hasCanary(object)) {
            return new Route(identity(object), "", 0, form.progress(object));
        }
        return new Route(Fields.text(former(object), FORMER_RELEASE), release, form.read(object), pods.progress(object));
    }

    @Override
    public Route deploy(String release) throws InterruptedException {
        GenericKubernetesResource object = get();
        set.prepare(release);
        if (object == null) {
            createFirst(release);
            return read();
        }
        if (hasCanary(object) || !Marks.read(object, Marks.FIRST).isEmpty()) {
            mustBe(release, object);
            return read();
        }
        edit(false, found -> {
            if (!hasCanary(found)) {
                Map<String, Object> former = new LinkedHashMap<>();
                former.put(FORMER_RELEASE, identity(found));
                former.put(FORMER_SPEC, Fields.copy(Fields.spec(found)));
                begin(found, release);
                Marks.write(found, Marks.FORMER, Serialization.asJson(former));
                Marks.write(found, Marks.RELEASE, release);
            }
        });
        return read();
    }

    @Override
    public Route shift(int percent) throws InterruptedException {
        GenericKubernetesResource object = existing();
        if (hasCanary(object)) {
            edit(form.takesOrdersByStatus(), found -> {
                if (percent == 0) {
                    form.back(found, Fields.map(former(found), FORMER_SPEC));
                } else {
                    form.write(found, percent);
                }
            });
        }
        if (percent == 0 && hasCanary(object)) {
            pods.clear(existing());
        }
        return read();
    }

    @Override
    public Route promote(String release) throws InterruptedException {
        GenericKubernetesResource object = existing();
        if (!Marks.read(object, Marks.FIRST).isEmpty()) {
            mustBe(release, object);
            if (form.progress(object).isReady()) {
                edit(false, found -> Marks.write(found, Marks.FIRST, ""));
            }
        } else if (hasCanary(object)) {
            mustBe(release, object);
            set.publish(release);
            if (form.isPromoted(object) && form.progress(object).isReady()) {
                edit(false, found -> {
                    form.finish(found, Fields.map(former(found), FORMER_SPEC));
                    Marks.write(found, Marks.FORMER, "");
                });
            } else if (!form.isPromoted(object)) {
                edit(form.takesOrdersByStatus(), form::promote);
            }
        }
        return read();
    }

    @Override
    public Route withdraw(String release) throws InterruptedException {
        GenericKubernetesResource object = get();
        if (object == null || !Marks.read(object, Marks.RELEASE).equals(release)) {
            return read();
        }
        if (!Marks.read(object, Marks.FIRST).isEmpty()) {
            connection.ask("delete " + target.label(), () -> resources().withName(target.workload().name()).delete());
        } else if (hasCanary(object)) {
            set.takeBack(release);
            edit(false, found -> {
                Map<String, Object> former = former(found);
                keepSize(Fields.spec(found), Fields.map(former, FORMER_SPEC));
                found.setAdditionalProperty("spec", Fields.map(former, FORMER_SPEC));
                // What none of ours had made is known by its image again.
                String known = Fields.text(former, FORMER_RELEASE);
                Marks.write(found, Marks.RELEASE, known.equals(form.image(found)) ? "" : known);
                Marks.write(found, Marks.FORMER, "");
            });
            pods.clear(existing());
        }
        set.withdraw(release);
        return read();
    }

    @Override
    public boolean isLive() throws InterruptedException {
        GenericKubernetesResource object = get();
        return object != null && !hasCanary(object) && set.isLive() && isVersion(object);
    }

    @Override
    public List<String> manifests() throws InterruptedException {
        GenericKubernetesResource object = get();
        if (object == null) {
            return List.of();
        }
        Map<String, Object> spec = hasCanary(object) ? Fields.map(former(object), FORMER_SPEC) : Fields.spec(object);
        return revisions.describe(object, pods(form, spec), spec);
    }

    @Override
    public Route restore(String release, List<String> manifests) throws InterruptedException {
        Map<String, Object> kept = revisions.restore(manifests, release);
        edit(false, found -> {
            keepSize(Fields.spec(found), kept);
            if (!Fields.contains(Fields.spec(found), kept) || hasCanary(found)) {
                found.setAdditionalProperty("spec", Fields.copy(kept));
            }
            Marks.write(found, Marks.RELEASE, release);
            Marks.write(found, Marks.FORMER, "");
        });
        GenericKubernetesResource restored = existing();
        if (form.waitsForOrder(restored)) {
            edit(form.takesOrdersByStatus(), form::promote);
        }
        pods.clear(restored);
        return read();
    }

    /** The pods of both versions. */
    VersionPods pods() throws InterruptedException {
        GenericKubernetesResource object = get();
        return object == null ? VersionPods.NONE : pods.of(object);
    }

    /**
     * The workload that a first release makes.
     *
     * @throws InvalidInputException if no manifest gives it
     */
    GenericKubernetesResource first(String release) {
        GenericKubernetesResource first = given();
        if (first == null) {
            throw new InvalidInputException(target.label() + " does not exist; give its manifest in manifests for a first release");
        }
        if (!target.image().isEmpty()) {
            form.begin(first, target, release);
            form.finish(first, Map.of());
        }
        return first;
    }

    private void createFirst(String release) throws InterruptedException {
        GenericKubernetesResource first = first(release);
        Marks.write(first, Marks.RELEASE, release);
        Marks.write(first, Marks.FIRST, "true");
        connection.ask("create " + target.label(), () -> resources().resource(first).create());
    }

    /** Puts the new version beside the present one: as its manifest has it, where one is given, and with its image. */
    void begin(GenericKubernetesResource object, String release) {
        GenericKubernetesResource given = given();
        if (given != null) {
            Fields.spec(object).put(form.version(), Fields.map(Fields.spec(given), form.version()));
        }
        form.begin(object, target, release);
    }

    /** The workload as the manifests give it; null when they do not. */
    private GenericKubernetesResource given() {
        HasMetadata given = set.workload(HasMetadata.class);
        return given == null ? null : Serialization.unmarshal(Serialization.asJson(given), GenericKubernetesResource.class);
    }

    /** Whether the workload runs what is to be released already. The cluster adds its defaults to what a manifest says. */
    private boolean isVersion(GenericKubernetesResource object) {
        GenericKubernetesResource wanted = given();
        if (wanted == null) {
            return form.image(object).equals(target.image());
        }
        form.begin(wanted, target, "");
        form.finish(wanted, Map.of());
        Map<String, Object> version = Fields.map(Fields.spec(wanted), form.version());
        if (version.get("metadata") instanceof Map<?, ?>) {
            Fields.map(Fields.map(version, "metadata"), "annotations").remove(Marks.RELEASE);
        }
        return Fields.contains(Fields.copy(Fields.spec(object)).get(form.version()), version);
    }

    /** The number of pods is not the release's: an autoscaler, or a person, may have changed it meanwhile. */
    private static void keepSize(Map<String, Object> now, Map<String, Object> former) {
        if (now.containsKey(REPLICAS) && former.containsKey(REPLICAS)) {
            former.put(REPLICAS, now.get(REPLICAS));
        }
    }

    /** The pods of a specification, for whoever looks at what they ask for. */
    static PodSpec pods(InPlaceForm form, Map<String, Object> spec) {
        return Serialization.unmarshal(Serialization.asJson(form.pods(Fields.copy(spec))), PodSpec.class);
    }

    private String identity(GenericKubernetesResource object) {
        String release = Marks.read(object, Marks.RELEASE);
        return release.isEmpty() ? form.image(object) : release;
    }

    private static boolean hasCanary(GenericKubernetesResource object) {
        return !Marks.read(object, Marks.FORMER).isEmpty();
    }

    private static Map<String, Object> former(GenericKubernetesResource object) {
        return Fields.of(Serialization.unmarshal(Marks.read(object, Marks.FORMER), Map.class));
    }

    private void mustBe(String release, GenericKubernetesResource object) {
        String found = Marks.read(object, Marks.RELEASE);
        if (!found.equals(release)) {
            throw new InvalidInputException(target.label() + " is taken by release '" + found
                    + "'; promote that release or roll it back first");
        }
    }

    private GenericKubernetesResource existing() throws InterruptedException {
        GenericKubernetesResource object = get();
        if (object == null) {
            throw new InvalidInputException(target.label() + " is gone; somebody deleted it");
        }
        return object;
    }

    private void edit(boolean status, Consumer<GenericKubernetesResource> change) throws InterruptedException {
        connection.edit(
                target.label(),
                () -> resources().withName(target.workload().name()).get(),
                found -> {
                    change.accept(found);
                    return found;
                },
                wanted -> status ? resources().resource(wanted).updateStatus() : resources().resource(wanted).update());
    }

    /** The workload as the cluster has it; null where there is none. */
    GenericKubernetesResource get() throws InterruptedException {
        return connection.ask("get " + target.label(), () -> resources().withName(target.workload().name()).get());
    }

    private NonNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            resources() {
        int slash = form.apiVersion().indexOf('/');
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(form.apiVersion().substring(0, slash))
                .withVersion(form.apiVersion().substring(slash + 1))
                .withKind(form.kind())
                .withPlural(form.plural())
                .withNamespaced(true)
                .build();
        return connection.client().genericKubernetesResources(context).inNamespace(target.namespace());
    }
}
