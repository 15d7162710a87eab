package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The ConfigMaps and Secrets that pods cannot start without; optional references and the certificates that the cluster
 * itself puts there are left out.
 *
 * @param configMaps names in their order
 * @param secrets names in their order
 */
record References(Set<String> configMaps, Set<String> secrets) {
    private static final String CLUSTER_AUTHORITY = "kube-root-ca.crt";

    /** What these pods refer to. */
    static References of(PodSpec pods) {
        References found = new References(new TreeSet<>(), new TreeSet<>());
        Stream.concat(pods.getInitContainers().stream(), pods.getContainers().stream()).forEach(found::addContainer);
        pods.getVolumes().forEach(found::addVolume);
        pods.getImagePullSecrets().forEach(reference -> found.secrets.add(reference.getName()));
        found.configMaps.remove(CLUSTER_AUTHORITY);
        return found;
    }

    private void addContainer(Container container) {
        container.getEnvFrom().forEach(source -> {
            if (source.getConfigMapRef() != null) {
                add(configMaps, source.getConfigMapRef().getName(), source.getConfigMapRef().getOptional());
            }
            if (source.getSecretRef() != null) {
                add(secrets, source.getSecretRef().getName(), source.getSecretRef().getOptional());
            }
        });
        container.getEnv().forEach(variable -> {
            EnvVarSource source = variable.getValueFrom();
            if (source != null && source.getConfigMapKeyRef() != null) {
                add(configMaps, source.getConfigMapKeyRef().getName(), source.getConfigMapKeyRef().getOptional());
            }
            if (source != null && source.getSecretKeyRef() != null) {
                add(secrets, source.getSecretKeyRef().getName(), source.getSecretKeyRef().getOptional());
            }
        });
    }

    private void addVolume(Volume volume) {
        if (volume.getConfigMap() != null) {
            add(configMaps, volume.getConfigMap().getName(), volume.getConfigMap().getOptional());
        }
        if (volume.getSecret() != null) {
            add(secrets, volume.getSecret().getSecretName(), volume.getSecret().getOptional());
        }
        if (volume.getProjected() != null) {
            volume.getProjected().getSources().forEach(source -> {
                if (source.getConfigMap() != null) {
                    add(configMaps, source.getConfigMap().getName(), source.getConfigMap().getOptional());
                }
                if (source.getSecret() != null) {
                    add(secrets, source.getSecret().getName(), source.getSecret().getOptional());
                }
            });
        }
    }

    private static void add(Set<String> names, String name, Boolean optional) {
        if (name != null && !Boolean.TRUE.equals(optional)) {
            names.add(name);
        }
    }
}
