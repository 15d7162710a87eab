package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import java.util.List;
import java.util.Map;

/**
 * Drives the Flagger that owns a Deployment. Flagger brings a changed Deployment up as the canary beside its copy for stable,
 * and takes a step at each of its intervals unless it is suspended: so it is suspended wherever the traffic shall stay, and
 * let go for a step. What skips its analysis it promotes at once; when its count of failed checks is full it goes back.
 */
final class FlaggerRouter implements Router {
    private final ClusterConnection connection;
    private final Target target;
    private final DeploymentObjects objects;
    private final ReleaseSet set;
    private final Revisions revisions;
    private final DesiredTemplate desired;

    FlaggerRouter(ClusterConnection connection, Target target) {
        this.connection = connection;
        this.target = target;
        this.objects = new DeploymentObjects(connection, target);
        this.set = new ReleaseSet(connection, target);
        this.revisions = new Revisions(connection, target, set);
        this.desired = new DesiredTemplate(target);
    }

    @Override
    public boolean startsVersions() {
        return true;
    }

    @Override
    public Route read() throws InterruptedException {
        FlaggerCanary canary = canary();
        Deployment workload = objects.stable();
        if (workload == null) {
            return new Route("", "", 0);
        }
        if (!canary.isUnderWay()) {
            return new Route(identity(canary, workload), "", 0, settled(canary));
        }
        return new Route(former(canary).release(), canary.release(), canary.weight(), readiness(canary, workload));
    }

    @Override
    public Route deploy(String release) throws InterruptedException {
        FlaggerCanary canary = canary();
        Deployment workload = existing();
        set.prepare(release);
        if (!canary.isUnderWay()) {
            Before before = new Before(identity(canary, workload), workload.getSpec().getTemplate(), false);
            FlaggerCanary.edit(connection, target, found -> {
                found.former(Serialization.asJson(before));
                found.release(release);
            });
        } else {
            mustBe(release, canary);
        }
        if (!DeploymentObjects.release(workload.getSpec().getTemplate()).equals(release)) {
            objects.replaceTemplate(desired.on(base(workload), release), workload.getSpec().getReplicas());
        }
        FlaggerCanary.edit(connection, target, found -> {
            found.suspend(found.isProgressing());
            if (found.isProgressing()) {
                found.former(Serialization.asJson(former(found).taken()));
            }
        });
        return read();
    }

    @Override
    public Route shift(int percent) throws InterruptedException {
        FlaggerCanary canary = canary();
        if (!canary.isUnderWay()) {
            return read();
        }
        if (percent == 0) {
            goBack(canary);
        } else {
            FlaggerCanary.edit(connection, target, found -> found.suspend(found.weight() >= percent));
        }
        return read();
    }

    @Override
    public Route promote(String release) throws InterruptedException {
        FlaggerCanary canary = canary();
        if (!canary.isUnderWay()) {
            return read();
        }
        mustBe(release, canary);
        set.publish(release);
        if (isRunning(release)) {
            finish(release);
        } else if (!canary.phase().equals("Failed")) {
            FlaggerCanary.edit(connection, target, found -> {
                found.skip(true);
                found.suspend(false);
            });
        }
        return read();
    }

    @Override
    public Route withdraw(String release) throws InterruptedException {
        FlaggerCanary canary = canary();
        if (!canary.isUnderWay() || !canary.release().equals(release)) {
            return read();
        }
        Before before = former(canary);
        takeBackPods(before);
        String former = DeploymentObjects.release(before.template());
        if (canary.isIdle() && isRunning(former)) {
            set.withdraw(release);
            // What none of ours had made is known by its image again.
            finish(former);
        } else {
            goBack(canary);
        }
        return read();
    }

    @Override
    public boolean isLive() throws InterruptedException {
        Deployment workload = objects.stable();
        return workload != null
                && !canary().isUnderWay()
                && desired.isRunning(workload.getSpec().getTemplate(), base(workload))
                && set.isLive();
    }

    @Override
    public List<String> manifests() throws InterruptedException {
        Deployment workload = objects.stable();
        if (workload == null) {
            return List.of();
        }
        FlaggerCanary canary = canary();
        PodTemplateSpec template = canary.isUnderWay() ? former(canary).template() : workload.getSpec().getTemplate();
        return revisions.describe(workload, template.getSpec(), Map.of("template", template));
    }

    /** Flagger takes the former version up as a new one, which it promotes at once. */
    @Override
    public Route restore(String release, List<String> manifests) throws InterruptedException {
        Deployment workload = existing();
        PodTemplateSpec template = revisions.restorePods(manifests, release);
        if (!DeploymentObjects.release(workload.getSpec().getTemplate()).equals(release)) {
            objects.replaceTemplate(template, workload.getSpec().getReplicas());
        }
        boolean done = isRunning(release);
        FlaggerCanary.edit(connection, target, found -> {
            found.release(release);
            found.former("");
            found.suspend(false);
            found.skip(!done);
        });
        return read();
    }

    /** The pods of both versions. */
    VersionPods pods() throws InterruptedException {
        Deployment workload = objects.stable();
        Deployment primary = objects.named(FlaggerCanary.primary(target));
        return new VersionPods(
                primary == null ? List.of() : objects.pods(primary),
                workload == null || !canary().isUnderWay() ? List.of() : objects.pods(workload));
    }

    /**
     * What stable was before: its release, or its image where none of ours made it, and its pods.
     *
     * @param seen whether Flagger has taken up the new version, so that its phase no longer speaks of an earlier one
     */
    private record Before(String release, PodTemplateSpec template, boolean seen) {
        Before taken() {
            return new Before(release, template, true);
        }
    }

    /**
     * What was promoted already is replaced by the former version in the same way. Flagger does not look at its count while the
     * canary's pods are not ready, so these are the former ones first then.
     */
    private void goBack(FlaggerCanary canary) throws InterruptedException {
        Before before = former(canary);
        boolean promoted = isPrimary(canary.release());
        if (!promoted) {
            FlaggerCanary.edit(connection, target, found -> found.skip(false));
        }
        if (promoted || !Progress.of(existing(), List.of()).isReady()) {
            takeBackPods(before);
        }
        if (promoted) {
            set.takeBack(canary.release());
        } else if (canary.isProgressing()) {
            FlaggerCanary.editStatus(connection, target, FlaggerCanary::fail);
        }
        FlaggerCanary.edit(connection, target, found -> {
            found.skip(promoted);
            found.suspend(false);
        });
    }

    private void takeBackPods(Before before) throws InterruptedException {
        Deployment workload = existing();
        if (!workload.getSpec().getTemplate().equals(before.template())) {
            objects.replaceTemplate(before.template(), workload.getSpec().getReplicas());
        }
    }

    private void finish(String release) throws InterruptedException {
        FlaggerCanary.edit(connection, target, found -> {
            found.release(release);
            found.former("");
            found.skip(false);
            found.suspend(false);
        });
    }

    private Readiness readiness(FlaggerCanary canary, Deployment workload) throws InterruptedException {
        String name = FlaggerCanary.label(target);
        if (canary.phase().equals("Failed") && former(canary).seen()) {
            return Readiness.failed(name + " has taken the traffic back");
        }
        if (canary.isIdle()) {
            return Readiness.waiting(name + " has not taken the new version up yet");
        }
        if (!canary.isSuspended()) {
            return Readiness.waiting(name + " goes on until it is suspended");
        }
        if (workload.getSpec().getReplicas() == 0) {
            return Readiness.waiting(name + " has not scaled the new version up yet");
        }
        return progress(workload);
    }

    /** How far stable is when no release is under way. */
    private Readiness settled(FlaggerCanary canary) throws InterruptedException {
        if (canary.skips() || !canary.isIdle()) {
            return Readiness.waiting(FlaggerCanary.label(target) + " is in phase '" + canary.phase() + "'");
        }
        Deployment primary = objects.named(FlaggerCanary.primary(target));
        return primary == null ? Readiness.waiting("deployment " + FlaggerCanary.primary(target) + " is not there") : progress(primary);
    }

    /** Whether stable is this release as a whole, and Flagger is done with it. */
    private boolean isRunning(String release) throws InterruptedException {
        return canary().isIdle()
                && isPrimary(release)
                && progress(objects.named(FlaggerCanary.primary(target))).isReady();
    }

    private boolean isPrimary(String release) throws InterruptedException {
        Deployment primary = objects.named(FlaggerCanary.primary(target));
        return primary != null && DeploymentObjects.release(primary.getSpec().getTemplate()).equals(release);
    }

    private Readiness progress(Deployment deployment) throws InterruptedException {
        Readiness quick = Progress.of(deployment, List.of());
        return quick.isReady() ? quick : Progress.of(deployment, objects.pods(deployment));
    }

    private PodTemplateSpec base(Deployment workload) {
        Deployment given = set.workload(Deployment.class);
        return given == null ? workload.getSpec().getTemplate() : given.getSpec().getTemplate();
    }

    private FlaggerCanary canary() throws InterruptedException {
        return FlaggerCanary.get(connection, target);
    }

    private Deployment existing() throws InterruptedException {
        Deployment workload = objects.stable();
        if (workload == null) {
            throw new InvalidInputException(target.label() + " is gone; somebody deleted it");
        }
        return workload;
    }

    private void mustBe(String release, FlaggerCanary canary) {
        if (!canary.release().equals(release)) {
            throw new InvalidInputException(target.label() + " is taken by release '" + canary.release()
                    + "'; promote that release or roll it back first");
        }
    }

    private static Before former(FlaggerCanary canary) {
        return Serialization.unmarshal(canary.former(), Before.class);
    }

    private static String identity(FlaggerCanary canary, Deployment workload) {
        return canary.release().isEmpty()
                ? workload.getSpec().getTemplate().getSpec().getContainers().get(0).getImage()
                : canary.release();
    }
}
