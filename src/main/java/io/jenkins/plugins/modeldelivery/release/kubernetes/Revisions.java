package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A version as the ledger keeps it: its ConfigMaps whole, its Secrets by name alone, its pods, and what else belongs to its
 * release; and the way back to it.
 */
final class Revisions {

    private final ClusterConnection connection;
    private final Target target;
    private final ReleaseSet set;

    Revisions(ClusterConnection connection, Target target, ReleaseSet set) {
        this.connection = connection;
        this.target = target;
        this.set = set;
    }

    /**
     * The objects of the version that stands now, as JSON, in the order in which they are brought back.
     *
     * @param pods what its pods refer to
     * @param spec what is kept of the workload itself
     */
    List<String> describe(HasMetadata workload, PodSpec pods, Map<String, ?> spec) throws InterruptedException {
        List<String> manifests = new ArrayList<>();
        References references = References.of(pods);
        for (String name : references.configMaps()) {
            ConfigMap map = configMap(name);
            if (map != null) {
                manifests.add(json(map));
            }
        }
        for (String name : references.secrets()) {
            manifests.add(Serialization.asJson(Map.of(
                    "apiVersion", "v1",
                    "kind", "Secret",
                    "metadata", Map.of("name", name, "namespace", target.namespace()))));
        }
        for (HasMetadata object : set.standing()) {
            manifests.add(json(object));
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("apiVersion", workload.getApiVersion());
        kept.put("kind", workload.getKind());
        kept.put("metadata", Map.of("name", workload.getMetadata().getName(), "namespace", target.namespace()));
        kept.put("spec", spec);
        manifests.add(Serialization.asJson(kept));
        return manifests;
    }

    /** Brings back everything but the pods, which it returns. Errors as in {@link #restore}. */
    PodTemplateSpec restorePods(List<String> manifests, String release) throws InterruptedException {
        PodTemplateSpec template = Serialization.unmarshal(
                Serialization.asJson(Fields.map(restore(manifests, release), "template")), PodTemplateSpec.class);
        ObjectMeta metadata = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
        metadata.setAnnotations(Marks.with(metadata.getAnnotations(), Marks.RELEASE, release));
        template.setMetadata(metadata);
        return template;
    }

    /**
     * Brings back everything but the workload itself.
     *
     * @return what was kept of the workload's specification
     * @throws InvalidInputException if a Secret is gone or a ConfigMap was edited in place
     */
    Map<String, Object> restore(List<String> manifests, String release) throws InterruptedException {
        Map<String, Object> spec = null;
        for (String manifest : manifests) {
            Map<String, Object> fields = Fields.of(Serialization.unmarshal(manifest, Map.class));
            String kind = Fields.text(fields, "kind");
            if (kind.equals("Secret")) {
                requireSecret(Fields.text(Fields.map(fields, "metadata"), "name"));
            } else if (kind.equalsIgnoreCase(target.workload().kind())) {
                spec = Fields.map(fields, "spec");
            } else {
                bringBack(connection.client().getKubernetesSerialization().unmarshal(manifest));
            }
        }
        if (spec == null) {
            throw new InvalidInputException("the ledger holds no pods of release '" + release + "' of " + target.label()
                    + "; release its image again");
        }
        return spec;
    }

    private void bringBack(HasMetadata former) throws InterruptedException {
        String label = former.getKind() + " " + target.namespace() + "/" + former.getMetadata().getName();
        HasMetadata found = connection.ask("get " + label, () -> connection.client().resource(former).get());
        if (found == null) {
            connection.ask("create " + label, () -> connection.client().resource(former).create());
        } else if (former instanceof ConfigMap map) {
            if (!Objects.equals(map.getData(), ((ConfigMap) found).getData())
                    || !Objects.equals(map.getBinaryData(), ((ConfigMap) found).getBinaryData())) {
                throw new InvalidInputException(label + " was edited in place since that release, so the pods would not be what"
                        + " they were; put its data back, and give each version a name of its own from now on");
            }
        } else {
            connection.edit(label, () -> connection.client().resource(former).get(), now -> {
                HasMetadata wanted = Serialization.clone(former);
                wanted.getMetadata().setResourceVersion(now.getMetadata().getResourceVersion());
                wanted.getMetadata().setUid(now.getMetadata().getUid());
                return Fields.contains(Fields.of(now), Fields.of(former)) ? now : wanted;
            });
        }
    }

    private void requireSecret(String name) throws InterruptedException {
        Object found = connection.ask("get Secret " + target.namespace() + "/" + name, () -> connection.client().secrets()
                .inNamespace(target.namespace()).withName(name).get());
        if (found == null) {
            throw new InvalidInputException("Secret " + target.namespace() + "/" + name
                    + " of that release is gone; create it again, then roll back");
        }
    }

    private ConfigMap configMap(String name) throws InterruptedException {
        return connection.ask("get ConfigMap " + target.namespace() + "/" + name, () -> connection.client().configMaps()
                .inNamespace(target.namespace()).withName(name).get());
    }

    /** Without what the cluster itself wrote. */
    private static String json(HasMetadata object) {
        HasMetadata copy = Serialization.clone(object);
        ObjectMeta metadata = copy.getMetadata();
        copy.setMetadata(new ObjectMetaBuilder()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withLabels(metadata.getLabels())
                .withAnnotations(Marks.with(metadata.getAnnotations(), Marks.FORMER, ""))
                .build());
        Map<String, Object> fields = Fields.of(copy);
        fields.remove("status");
        return Serialization.asJson(fields);
    }
}
