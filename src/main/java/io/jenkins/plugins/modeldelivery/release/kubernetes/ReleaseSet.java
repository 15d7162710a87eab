package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a release brings beside its workload. ConfigMaps are made before the canary, under names of their own, so that both
 * versions have theirs; everything else, such as routes, follows at the promotion and goes back with it.
 */
final class ReleaseSet {
    private static final Set<String> STRANGERS = Set.of(
            "Pod", "Job", "CronJob", "DaemonSet", "ReplicaSet", "Namespace", "Role", "RoleBinding", "ClusterRole",
            "ClusterRoleBinding", "ServiceAccount", "CustomResourceDefinition", "PersistentVolumeClaim");

    private final ClusterConnection connection;
    private final Target target;
    private final HasMetadata workload;
    private final List<ConfigMap> settings = new ArrayList<>();
    private final List<HasMetadata> others = new ArrayList<>();

    /**
     * Reads the manifests of a release.
     *
     * @throws InvalidInputException if one is no object, or is none that may belong to a release
     */
    ReleaseSet(ClusterConnection connection, Target target) {
        this.connection = connection;
        this.target = target;
        HasMetadata found = null;
        for (int i = 0; i < target.manifests().size(); i++) {
            for (HasMetadata object : parse(target.manifests().get(i), i + 1)) {
                mustBelong(object);
                if (isWorkload(object)) {
                    found = object;
                } else if (object instanceof ConfigMap map) {
                    settings.add(map);
                } else {
                    others.add(object);
                }
            }
        }
        this.workload = found;
    }

    /** The workload itself, as the manifests give it; null when they do not. */
    <T extends HasMetadata> T workload(Class<T> type) {
        return type.isInstance(workload) ? Serialization.clone(type.cast(workload)) : null;
    }

    /** Makes what the new version reads. */
    void prepare(String release) throws InterruptedException {
        for (ConfigMap map : settings) {
            HasMetadata found = find(map);
            if (found == null) {
                create(map, release);
            } else if (!Fields.contains(Fields.of(found), data(map)) || !isExact((ConfigMap) found, map)) {
                throw new InvalidInputException("ConfigMap " + name(map) + " exists with other data, which stable may read;"
                        + " give each version a name of its own, such as " + map.getMetadata().getName() + "-v2");
            }
        }
    }

    /** Brings everything that is not the workload's own to what the release wants. */
    void publish(String release) throws InterruptedException {
        for (HasMetadata object : others) {
            HasMetadata found = find(object);
            if (found == null) {
                create(object, release);
            } else if (!contains(found, object)) {
                replace(object, release);
            }
        }
    }

    /** Undoes {@link #publish}. */
    void takeBack(String release) throws InterruptedException {
        for (HasMetadata object : others) {
            HasMetadata found = find(object);
            if (found == null || !Marks.read(found, Marks.RELEASE).equals(release)) {
                continue;
            }
            String former = Marks.read(found, Marks.FORMER);
            if (former.isEmpty()) {
                delete(found);
            } else {
                HasMetadata before = connection.client().getKubernetesSerialization().unmarshal(former);
                edit(found, now -> keepIdentity(before, now));
            }
        }
    }

    /** Deletes what only this release made. */
    void withdraw(String release) throws InterruptedException {
        takeBack(release);
        for (ConfigMap map : settings) {
            HasMetadata found = find(map);
            if (found != null && Marks.read(found, Marks.RELEASE).equals(release)) {
                delete(found);
            }
        }
    }

    /**
     * Returns when what it would change belongs to nobody else.
     *
     * @throws InvalidInputException naming the object and its owner
     */
    void requireFree() throws InterruptedException {
        for (HasMetadata object : others) {
            HasMetadata found = find(object);
            if (found != null && !contains(found, object)) {
                Ownership.requireFreeObject(found, label(found));
            }
        }
    }

    /** Every verb on objects beside the workload and its ConfigMaps. */
    List<Needed> needed() {
        return others.stream()
                .flatMap(object -> Needed.of(group(object), Pluralize.toPlural(object.getKind().toLowerCase(Locale.ROOT)),
                        "get", "create", "update", "delete").stream())
                .distinct()
                .toList();
    }

    private static String group(HasMetadata object) {
        int slash = object.getApiVersion().indexOf('/');
        return slash < 0 ? "" : object.getApiVersion().substring(0, slash);
    }

    /** Whether all of it is in the cluster already. */
    boolean isLive() throws InterruptedException {
        List<HasMetadata> all = new ArrayList<>(settings);
        all.addAll(others);
        for (HasMetadata object : all) {
            HasMetadata found = find(object);
            if (found == null || !contains(found, object)) {
                return false;
            }
        }
        return true;
    }

    /** The objects beside workload and ConfigMaps as the cluster has them. */
    List<HasMetadata> standing() throws InterruptedException {
        List<HasMetadata> standing = new ArrayList<>();
        for (HasMetadata object : others) {
            HasMetadata found = find(object);
            if (found != null) {
                standing.add(found);
            }
        }
        return standing;
    }

    /** Its error never repeats the text, which may hold a secret that does not belong there. */
    private List<HasMetadata> parse(String manifest, int number) {
        try {
            return connection.client()
                    .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).items();
        } catch (RuntimeException e) {
            throw new InvalidInputException("manifests: file " + number
                    + " holds no Kubernetes objects; write YAML with apiVersion, kind and metadata.name");
        }
    }

    private void mustBelong(HasMetadata object) {
        String kind = object.getKind();
        String namespace = object.getMetadata() == null ? null : object.getMetadata().getNamespace();
        if (object.getMetadata() == null || object.getMetadata().getName() == null) {
            throw new InvalidInputException("manifests: a " + kind + " has no name; write metadata.name");
        }
        if (object instanceof Secret) {
            throw new InvalidInputException("manifests: Secret '" + object.getMetadata().getName()
                    + "' would put secret data into the build; store it in the cluster and refer to it by name");
        }
        if (STRANGERS.contains(kind) || isOtherWorkload(object)) {
            throw new InvalidInputException("manifests: " + kind + " '" + object.getMetadata().getName()
                    + "' does not belong to a release of " + target.label() + "; apply it by itself");
        }
        if (namespace != null && !namespace.equals(target.namespace())) {
            throw new InvalidInputException("manifests: " + kind + " '" + object.getMetadata().getName() + "' is for namespace '"
                    + namespace + "', and the release for '" + target.namespace() + "'; make them agree");
        }
        if (object.getMetadata().getName().equals(target.traffic().name()) && isRoute(kind)) {
            throw new InvalidInputException("manifests: " + kind + " '" + object.getMetadata().getName()
                    + "' is the route that traffic steers during the release; leave it out");
        }
        object.getMetadata().setNamespace(target.namespace());
    }

    private static boolean isRoute(String kind) {
        return Set.of("HTTPRoute", "VirtualService", "Ingress").contains(kind);
    }

    private boolean isWorkload(HasMetadata object) {
        return object.getKind().equalsIgnoreCase(target.workload().kind())
                && object.getMetadata().getName().equals(target.workload().name());
    }

    private boolean isOtherWorkload(HasMetadata object) {
        return Set.of("Deployment", "StatefulSet", "InferenceService", "Rollout").contains(object.getKind()) && !isWorkload(object);
    }

    private HasMetadata find(HasMetadata object) throws InterruptedException {
        return connection.ask("get " + label(object), () -> connection.client().resource(object).get());
    }

    private void create(HasMetadata object, String release) throws InterruptedException {
        HasMetadata made = Serialization.clone(object);
        Marks.write(made, Marks.RELEASE, release);
        connection.ask("create " + label(object), () -> connection.client().resource(made).create());
    }

    private void replace(HasMetadata object, String release) throws InterruptedException {
        edit(object, now -> {
            String former = Marks.read(now, Marks.RELEASE).equals(release)
                    ? Marks.read(now, Marks.FORMER)
                    : Serialization.asJson(withoutMarks(now));
            HasMetadata wanted = keepIdentity(object, now);
            Marks.write(wanted, Marks.RELEASE, release);
            Marks.write(wanted, Marks.FORMER, former);
            return wanted;
        });
    }

    private void edit(HasMetadata object, UnaryOperator<HasMetadata> change) throws InterruptedException {
        connection.edit(label(object), () -> connection.client().resource(object).get(), change);
    }

    private void delete(HasMetadata object) throws InterruptedException {
        connection.ask("delete " + label(object), () -> connection.client().resource(object).delete());
    }

    private static HasMetadata withoutMarks(HasMetadata object) {
        HasMetadata copy = Serialization.clone(object);
        Marks.write(copy, Marks.RELEASE, "");
        Marks.write(copy, Marks.FORMER, "");
        copy.getMetadata().setManagedFields(null);
        return copy;
    }

    /** The wanted object under the identity that the cluster gave to the present one. */
    private static HasMetadata keepIdentity(HasMetadata wanted, HasMetadata now) {
        HasMetadata copy = Serialization.clone(wanted);
        copy.getMetadata().setResourceVersion(now.getMetadata().getResourceVersion());
        copy.getMetadata().setUid(now.getMetadata().getUid());
        return copy;
    }

    private static boolean contains(HasMetadata found, HasMetadata wanted) {
        Map<String, Object> fields = Fields.of(wanted);
        fields.remove("status");
        return Fields.contains(Fields.of(found), fields);
    }

    private static boolean isExact(ConfigMap found, ConfigMap wanted) {
        return size(found.getData()) == size(wanted.getData()) && size(found.getBinaryData()) == size(wanted.getBinaryData());
    }

    private static int size(Map<String, String> data) {
        return data == null ? 0 : data.size();
    }

    private static Map<String, Object> data(ConfigMap map) {
        Map<String, Object> fields = Fields.of(map);
        fields.keySet().retainAll(Set.of("data", "binaryData"));
        return fields;
    }

    private String label(HasMetadata object) {
        return object.getKind() + " " + name(object);
    }

    private String name(HasMetadata object) {
        return target.namespace() + "/" + object.getMetadata().getName();
    }
}
