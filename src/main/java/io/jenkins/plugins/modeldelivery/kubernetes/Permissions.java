package io.jenkins.plugins.modeldelivery.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.util.ArrayList;
import java.util.List;

/** What this connection may do, asked of the API server before anything is done. */
public final class Permissions {
    private final ClusterConnection connection;
    private final String namespace;

    public Permissions(ClusterConnection connection, String namespace) {
        this.connection = connection;
        this.namespace = namespace;
    }

    /**
     * One thing that is needed.
     *
     * @param group API group; the empty string for the core
     * @param resource plural, with a subresource after a slash: {@code deployments}, {@code pods/log}
     */
    public record Needed(String verb, String group, String resource) {
        /** Several verbs on one resource. */
        public static List<Needed> of(String group, String resource, String... verbs) {
            return List.of(verbs).stream().map(verb -> new Needed(verb, group, resource)).toList();
        }

        @Override
        public String toString() {
            return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
        }
    }

    /**
     * Returns when all of it is permitted.
     *
     * @throws InvalidInputException naming each missing verb
     * @throws SurroundingsException if the API server does not answer
     */
    public void require(List<Needed> needed) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        for (Needed one : needed) {
            if (!has(one)) {
                missing.add(one.toString());
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidInputException("permissions are missing in namespace '" + namespace + "': "
                    + String.join(", ", missing) + "; grant them to the account as in examples/kubernetes/rbac.yaml");
        }
    }

    /** Whether one thing is permitted. */
    public boolean has(Needed needed) throws InterruptedException {
        int slash = needed.resource().indexOf('/');
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(needed.verb())
                .withGroup(needed.group())
                .withResource(slash < 0 ? needed.resource() : needed.resource().substring(0, slash))
                .withSubresource(slash < 0 ? null : needed.resource().substring(slash + 1))
                .endResourceAttributes()
                .endSpec()
                .build();
        SelfSubjectAccessReview answer =
                connection.ask("ask for permissions", () -> connection.client().resource(review).create());
        return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }
}
