package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Router;
import java.util.List;

/** The way into this package: the router that fits a target. */
public final class KubernetesReleases {
    private KubernetesReleases() {}

    /**
     * The router of a target; nothing is asked of the cluster yet.
     *
     * @param connection stays open as long as the router is used; closing it is the caller's
     * @throws InvalidInputException if the workload is of a kind that cannot be released, or not by this traffic
     */
    public static Router router(ClusterConnection connection, Target target) {
        mustBeKnown(target);
        ReleaseSet set = new ReleaseSet(connection, target);
        return new DeploymentRouter(
                target,
                new DeploymentObjects(connection, target),
                split(connection, target),
                set,
                new Revisions(connection, target, set));
    }

    /**
     * Returns when a release can begin: permissions, owners, route, autoscalers and room were looked at, nothing was touched.
     *
     * @param steps the shares that it will take, in per cent
     * @return what a plan says of it
     * @throws InvalidInputException naming what stands against it, with the cure
     */
    public static List<String> preflight(ClusterConnection connection, Target target, List<Integer> steps)
            throws InterruptedException {
        mustBeKnown(target);
        return new Preflight(connection, target, steps).require();
    }

    static TrafficSplit split(ClusterConnection connection, Target target) {
        String name = target.traffic().name();
        return switch (target.traffic().kind()) {
            case REPLICAS -> new ReplicaRatio(connection);
            case GATEWAY_API -> new WeightedRoute(connection, target.namespace(), name, new GatewayRoute(target.traffic()));
            case ISTIO -> new WeightedRoute(connection, target.namespace(), name, new IstioRoute(target.traffic()));
            case NGINX -> new NginxIngress(connection, target.namespace(), target.traffic());
            case LOCAL, KSERVE, ARGO -> throw new InvalidInputException("traffic '" + target.traffic().kind().text()
                    + "' does not lead to a Deployment; take replicas, gateway-api, istio or nginx");
        };
    }

    private static void mustBeKnown(Target target) {
        if (!target.workload().kind().equals("deployment")) {
            throw new InvalidInputException("workload '" + target.workload()
                    + "' is of a kind that cannot be released; write it as in deployment/fraud");
        }
    }
}
