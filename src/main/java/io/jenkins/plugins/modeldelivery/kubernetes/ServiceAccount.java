package io.jenkins.plugins.modeldelivery.kubernetes;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The access that Kubernetes gives to every pod. Its token is replaced on disk about every hour, so it is read anew for
 * each use.
 */
public final class ServiceAccount {
    private static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private ServiceAccount() {}

    /**
     * Access to the cluster that this process runs in.
     *
     * @throws InvalidInputException if it runs in none
     */
    public static ClusterAccess access() {
        return access(FOLDER, System.getenv());
    }

    static ClusterAccess access(Path folder, Map<String, String> environment) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        if (host.isEmpty() || !Files.isReadable(folder.resolve("token"))) {
            throw new InvalidInputException("this process runs in no pod, so there is no cluster of its own;"
                    + " give cluster, or kubeconfig with the id of a credential");
        }
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        String address = "https://" + bracketed + ":" + environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        return new ClusterAccess(
                ClusterAccess.address(address, "service account"),
                read(folder.resolve("ca.crt")),
                ClusterAccess.Identity.ofToken(read(folder.resolve("token")).strip()),
                read(folder.resolve("namespace")).strip());
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new InvalidInputException("cannot read the pod's service account at " + file + "; check its permissions", e);
        }
    }
}
