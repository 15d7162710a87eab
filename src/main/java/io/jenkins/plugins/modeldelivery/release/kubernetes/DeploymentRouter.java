package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Releases a Deployment. The canary is a second Deployment beside it; promoting gives stable the canary's pods, waits until
 * they are up, and takes the canary away. Everything that must outlive a crash is in the cluster: the release's id at both,
 * and what stable was before at the canary.
 */
final class DeploymentRouter implements Router {
    private final Target target;
    private final DeploymentObjects objects;
    private final TrafficSplit split;
    private final ReleaseSet set;
    private final Revisions revisions;
    private final Clock clock;
    private final DesiredTemplate desired;

    /** @param clock tells how long pods have waited */
    DeploymentRouter(
            Target target, DeploymentObjects objects, TrafficSplit split, ReleaseSet set, Revisions revisions, Clock clock) {
        this.target = target;
        this.objects = objects;
        this.split = split;
        this.set = set;
        this.revisions = revisions;
        this.clock = clock;
        this.desired = new DesiredTemplate(target);
    }

    @Override
    public boolean startsVersions() {
        return true;
    }

    @Override
    public Route read() throws InterruptedException {
        Deployment stable = objects.stable();
        Deployment canary = objects.canary();
        if (stable == null) {
            return canary == null ? new Route("", "", 0) : gone(canary);
        }
        if (isFirst(stable)) {
            boolean up = stable.getSpec().getReplicas() > 0;
            return new Route("", Marks.read(stable, Marks.RELEASE), up ? 100 : 0, progress(stable));
        }
        int share = split.read(stable, canary);
        if (canary == null && isPromotedInPart(stable)) {
            // Whoever deleted the canary left the rest of the promotion to be done.
            return new Route(identity(stable), identity(stable), 0, Readiness.waiting(
                    "deployment " + target.canaryName() + " is gone; somebody deleted it"));
        }
        if (canary == null) {
            String owner = split.owner(stable);
            return owner.isEmpty()
                    ? new Route(identity(stable), "", 0, progress(stable))
                    : new Route(identity(stable), owner, share, Readiness.failed(
                            "deployment " + target.canaryName() + " is gone; somebody deleted it"));
        }
        String release = Marks.read(canary, Marks.RELEASE);
        Readiness readiness = progress(identity(stable).equals(release) ? stable : canary);
        return new Route(identity(stable), release, share, readiness);
    }

    @Override
    public Route deploy(String release) throws InterruptedException {
        Deployment stable = objects.stable();
        set.prepare(release);
        if (stable == null) {
            deployFirst(release);
            return read();
        }
        if (isFirst(stable)) {
            mustBe(release, stable);
            return read();
        }
        Deployment canary = objects.canary();
        if (canary == null) {
            PodTemplateSpec template = desired.on(base(stable), release);
            canary = objects.createCanary(stable, template, release, split, firstReplicas(stable));
        }
        mustBe(release, canary);
        makeRoom(stable, canary);
        split.open(stable, canary);
        return read();
    }

    @Override
    public Route shift(int percent) throws InterruptedException {
        Deployment stable = objects.stable();
        if (stable == null) {
            throw new InvalidInputException(target.label() + " is gone; somebody deleted it");
        }
        if (isFirst(stable)) {
            if (percent == 0) {
                objects.scale(target.workload().name(), 0);
            }
            return read();
        }
        Deployment canary = objects.canary();
        if (percent == 0) {
            takeBack(stable, canary);
            return read();
        }
        if (canary == null) {
            throw new InvalidInputException("deployment " + target.namespace() + "/" + target.canaryName()
                    + " is gone; somebody deleted it");
        }
        int wanted = split.replicas(percent, target.beside(Former.in(canary).replicas()));
        if (canary.getSpec().getReplicas() < wanted) {
            canary = objects.scale(target.canaryName(), wanted);
        }
        if (progress(canary).isReady()) {
            split.write(percent, stable, canary);
        }
        return read();
    }

    @Override
    public Route promote(String release) throws InterruptedException {
        Deployment stable = objects.stable();
        if (stable == null) {
            throw new InvalidInputException(target.label() + " is gone; somebody deleted it");
        }
        if (isFirst(stable)) {
            mustBe(release, stable);
            set.publish(release);
            if (progress(stable).isReady()) {
                objects.confirmFirst();
            }
            return read();
        }
        Deployment canary = objects.canary();
        if (canary != null) {
            mustBe(release, canary);
            if (!identity(stable).equals(release)) {
                set.publish(release);
                stable = replacePods(stable, canary, desired.on(base(stable), release));
            }
        }
        if (identity(stable).equals(release) && isUp(stable)) {
            takeAway(stable, canary, release);
            giveBack(stable);
        }
        return read();
    }

    @Override
    public Route withdraw(String release) throws InterruptedException {
        Deployment stable = objects.stable();
        if (stable != null && isFirst(stable)) {
            if (Marks.read(stable, Marks.RELEASE).equals(release)) {
                objects.delete(target.workload().name());
                set.withdraw(release);
            }
            return read();
        }
        Deployment canary = objects.canary();
        if (stable == null || canary != null && !Marks.read(canary, Marks.RELEASE).equals(release)) {
            return read();
        }
        if (split.read(stable, canary) > 0) {
            split.write(0, stable, canary);
        }
        Deployment undone = undoPromotion(stable, canary);
        if (canary != null && DeploymentObjects.isReplacedInPlace(undone)) {
            return read();
        }
        giveBack(undone);
        takeAway(stable, canary, release);
        set.withdraw(release);
        return read();
    }

    @Override
    public boolean isLive() throws InterruptedException {
        Deployment stable = objects.stable();
        return stable != null
                && !isFirst(stable)
                && desired.isRunning(stable.getSpec().getTemplate(), base(stable))
                && set.isLive();
    }

    @Override
    public List<String> manifests() throws InterruptedException {
        Deployment stable = objects.stable();
        if (stable == null) {
            return List.of();
        }
        PodTemplateSpec template = stable.getSpec().getTemplate();
        return revisions.describe(stable, template.getSpec(), Map.of("template", template));
    }

    @Override
    public Route restore(String release, List<String> manifests) throws InterruptedException {
        Deployment stable = objects.stable();
        if (stable == null) {
            throw new InvalidInputException(target.label() + " is gone; somebody deleted it");
        }
        Deployment canary = objects.canary();
        if (split.read(stable, canary) > 0) {
            split.write(0, stable, canary);
        }
        PodTemplateSpec template = revisions.restorePods(manifests, release);
        if (!identity(stable).equals(release)) {
            stable = objects.replaceTemplate(template, DeploymentObjects.full(stable));
        }
        if (canary != null) {
            takeAway(stable, canary, Marks.read(canary, Marks.RELEASE));
        }
        return read();
    }

    /** Gives stable the new version's pods and leaves their number. */
    void replace(Deployment stable, String release) throws InterruptedException {
        set.publish(release);
        objects.replaceTemplate(desired.on(base(stable), release), stable.getSpec().getReplicas());
    }

    private void deployFirst(String release) throws InterruptedException {
        Deployment given = set.workload(Deployment.class);
        if (given == null) {
            throw new InvalidInputException(target.label() + " does not exist; give its manifest in manifests for a first release");
        }
        objects.createFirst(given, desired.on(given.getSpec().getTemplate(), release), release);
        set.publish(release);
    }

    /** The pods that the new version's start from. */
    private PodTemplateSpec base(Deployment stable) {
        Deployment given = set.workload(Deployment.class);
        return given == null ? stable.getSpec().getTemplate() : given.getSpec().getTemplate();
    }

    private int firstReplicas(Deployment stable) {
        int share = target.traffic().strategy() == Strategy.BLUE_GREEN ? 100 : 1;
        return split.replicas(share, stable.getSpec().getReplicas());
    }

    /**
     * Gives stable other pods. Under swap there is no room for one more, so each comes in the place of another and stable
     * goes on with one less until the canary is gone; otherwise as many as stable has, since an autoscaler may have changed it.
     */
    private Deployment replacePods(Deployment stable, Deployment canary, PodTemplateSpec template) throws InterruptedException {
        int replicas = stable.getSpec().getReplicas();
        if (target.capacity() != Target.Capacity.SWAP || replicas == 0) {
            return objects.replaceTemplate(template, replicas);
        }
        int all = Former.in(canary).replicas();
        int left = Math.min(replicas, all - 1);
        if (left == 1) {
            split.handOver(stable, canary);
        }
        return objects.replaceInPlace(template, left, all);
    }

    /** Whether stable serves with its newest version; under swap, with as many pods as there is room for beside the canary. */
    boolean isUp(Deployment stable) throws InterruptedException {
        return DeploymentObjects.isReplacedInPlace(stable)
                ? Progress.ready(stable) >= Math.min(stable.getSpec().getReplicas(), DeploymentObjects.full(stable) - 1)
                : progress(stable).isReady();
    }

    /** The replica that stable gave; its pod comes up as soon as there is room. */
    private void giveBack(Deployment stable) throws InterruptedException {
        if (stable.getSpec().getReplicas() < DeploymentObjects.full(stable)) {
            objects.scale(target.workload().name(), DeploymentObjects.full(stable));
        }
    }

    private static boolean isPromotedInPart(Deployment stable) {
        return DeploymentObjects.isReplacedInPlace(stable) && identity(stable).equals(Marks.read(stable, Marks.RELEASE));
    }

    /** Under swap, stable gives one replica; the number that it had is in the canary's annotation. */
    private void makeRoom(Deployment stable, Deployment canary) throws InterruptedException {
        int former = Former.in(canary).replicas();
        if (target.capacity() == Target.Capacity.SWAP && stable.getSpec().getReplicas() == former) {
            objects.lend(former - 1, former);
        }
    }

    /** The route first, unless stable has no pod of its former version to take traffic: then the canary answers until it has. */
    private void takeBack(Deployment stable, Deployment canary) throws InterruptedException {
        if (!DeploymentObjects.isReplacedInPlace(stable)) {
            split.write(0, stable, canary);
            undoPromotion(stable, canary);
        } else if (Progress.ready(undoPromotion(stable, canary)) > 0) {
            split.write(0, stable, canary);
        }
    }

    /**
     * Gives stable its former version back, if it has the new one already, and what it gave under swap.
     *
     * @param canary null when it is gone, and with it what stable was
     * @return stable as it is then
     */
    Deployment undoPromotion(Deployment stable, Deployment canary) throws InterruptedException {
        if (canary == null) {
            return stable;
        }
        Former former = Former.in(canary);
        boolean promoted = identity(stable).equals(Marks.read(canary, Marks.RELEASE));
        boolean smaller = target.capacity() == Target.Capacity.SWAP && stable.getSpec().getReplicas() == former.replicas() - 1;
        if (promoted) {
            Deployment undone = replacePods(stable, canary, former.template());
            set.takeBack(Marks.read(canary, Marks.RELEASE));
            return undone;
        }
        return smaller && (!DeploymentObjects.isReplacedInPlace(stable) || isUp(stable))
                ? objects.scale(target.workload().name(), former.replicas())
                : stable;
    }

    private void takeAway(Deployment stable, Deployment canary, String release) throws InterruptedException {
        if (canary == null && !split.owner(stable).equals(release)) {
            return;
        }
        split.close(stable);
        objects.delete(target.canaryName());
    }

    private Readiness progress(Deployment deployment) throws InterruptedException {
        Readiness quick = Progress.of(deployment, List.of());
        return quick.isReady() ? quick : Progress.of(deployment, objects.pods(deployment), clock.instant());
    }

    void mustBe(String release, Deployment deployment) {
        String found = Marks.read(deployment, Marks.RELEASE);
        if (!found.equals(release)) {
            throw new InvalidInputException("deployment " + target.namespace() + "/" + deployment.getMetadata().getName()
                    + " belongs to release '" + found + "'; promote that release or roll it back first");
        }
    }

    private Route gone(Deployment canary) {
        return new Route("", Marks.read(canary, Marks.RELEASE), 0, Readiness.failed(target.label() + " is gone; somebody deleted it"));
    }

    static boolean isFirst(Deployment stable) {
        return !Marks.read(stable, Marks.FIRST).isEmpty();
    }

    /** What stable is known by: its release, or its image where none of ours made it. */
    static String identity(Deployment stable) {
        String release = DeploymentObjects.release(stable.getSpec().getTemplate());
        return release.isEmpty() ? stable.getSpec().getTemplate().getSpec().getContainers().get(0).getImage() : release;
    }
}
