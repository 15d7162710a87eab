package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.Router;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The way into this package: the router that fits a target. */
public final class KubernetesReleases {
    private static final Set<RouterKind> OF_DEPLOYMENTS =
            EnumSet.of(RouterKind.REPLICAS, RouterKind.GATEWAY_API, RouterKind.ISTIO, RouterKind.NGINX, RouterKind.FLAGGER);

    private KubernetesReleases() {}

    /**
     * The router of a target; nothing is asked of the cluster yet.
     *
     * @param connection stays open as long as the router is used; closing it is the caller's
     * @param clock tells how long pods have waited
     * @throws InvalidInputException if the workload is of a kind that cannot be released, or not by this traffic
     */
    public static Router router(ClusterConnection connection, Target target, Clock clock) {
        InPlaceForm form = inPlace(target);
        if (form != null) {
            return new InPlaceRouter(connection, target, form);
        }
        if (target.traffic().kind() == RouterKind.FLAGGER) {
            return new FlaggerRouter(connection, target);
        }
        ReleaseSet set = new ReleaseSet(connection, target);
        DeploymentObjects objects = new DeploymentObjects(connection, target);
        DeploymentRouter whole = new DeploymentRouter(
                target, objects, split(connection, target), set, new Revisions(connection, target, set), clock);
        return target.rolls() ? new RollingRouter(target, objects, whole) : whole;
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
        InPlaceForm form = inPlace(target);
        if (target.traffic().kind() == RouterKind.FLAGGER && form == null) {
            return new FlaggerPreflight(connection, target, steps).require();
        }
        if (form == null) {
            return new Preflight(connection, target, steps).require();
        }
        return new InPlacePreflight(connection, target, form, steps).require();
    }

    /**
     * Returns when the workload is of a kind that can be released by this traffic.
     *
     * @throws InvalidInputException naming what would fit
     */
    public static void check(Target target) {
        RouterKind traffic = target.traffic().kind();
        if (inPlace(target) == null && !OF_DEPLOYMENTS.contains(traffic)) {
            throw strange(traffic);
        }
        boolean sized = inPlace(target) != null || traffic == RouterKind.FLAGGER;
        if (sized && target.capacity() == Target.Capacity.SWAP) {
            throw new InvalidInputException("capacity 'swap' is for a Deployment; a StatefulSet's pods are replaced in their own room,"
                    + " and KServe, Argo and Flagger size their versions themselves: leave it out");
        }
    }

    private static InvalidInputException strange(RouterKind traffic) {
        return new InvalidInputException("traffic '" + traffic.text()
                + "' does not lead to a Deployment; take replicas, gateway-api, istio, nginx or flagger");
    }

    static TrafficSplit split(ClusterConnection connection, Target target) {
        String name = target.traffic().name();
        return switch (target.traffic().kind()) {
            case REPLICAS -> new ReplicaRatio(connection);
            case GATEWAY_API -> new WeightedRoute(connection, target.namespace(), name, new GatewayRoute(target.traffic()));
            case ISTIO -> new WeightedRoute(connection, target.namespace(), name, new IstioRoute(target.traffic()));
            case NGINX -> new NginxIngress(connection, target.namespace(), target.traffic());
            case LOCAL, HAPROXY, KSERVE, ARGO, FLAGGER -> throw strange(target.traffic().kind());
        };
    }

    /** The form of a workload that holds both versions itself; null for a Deployment. */
    static InPlaceForm inPlace(Target target) {
        RouterKind traffic = target.traffic().kind();
        return switch (target.workload().kind()) {
            case "deployment" -> null;
            case "statefulset" -> by(RouterKind.REPLICAS, traffic, new StatefulSetForm());
            case "inferenceservice" -> by(RouterKind.KSERVE, traffic, new KserveForm());
            case "rollout" -> by(RouterKind.ARGO, traffic, new ArgoForm());
            default -> throw new InvalidInputException("workload '" + target.workload() + "' is of a kind that cannot be released;"
                    + " write deployment/NAME, statefulset/NAME, inferenceservice/NAME or rollout/NAME");
        };
    }

    private static InPlaceForm by(RouterKind only, RouterKind given, InPlaceForm form) {
        if (only != given) {
            throw new InvalidInputException("traffic '" + given.text() + "' does not lead to a " + form.kind()
                    + "; write traffic: '" + only.text() + "'");
        }
        return form;
    }
}
