package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import java.util.List;

/**
 * Replaces a Deployment's pods some at a time, and waits between the steps as a Deployment by itself cannot: the canary's
 * pods come in the place of as many of stable's, so that the two together stay what stable was. A share is a number of
 * pods. No pod of one goes before one of the other is ready, but under {@link Target.Capacity#SWAP}, where one is missing.
 */
final class RollingRouter implements Router {
    private final Target target;
    private final DeploymentObjects objects;
    private final DeploymentRouter whole;

    /** @param whole does all that has nothing to do with the numbers of pods */
    RollingRouter(Target target, DeploymentObjects objects, DeploymentRouter whole) {
        this.target = target;
        this.objects = objects;
        this.whole = whole;
    }

    /**
     * Refuses what cannot be replaced by these shares.
     *
     * @throws InvalidInputException with the cure
     */
    static void check(Deployment stable, List<Integer> steps, String label) {
        if (stable.getSpec().getStrategy() != null && "Recreate".equals(stable.getSpec().getStrategy().getType())) {
            throw new InvalidInputException(label + " takes all pods away before it starts new ones (strategy Recreate);"
                    + " set its strategy to RollingUpdate");
        }
        int pods = stable.getSpec().getReplicas();
        List<Integer> missed = steps.stream().filter(step -> share(count(step, pods), pods) != step).toList();
        if (!missed.isEmpty()) {
            throw new InvalidInputException(label + " has " + pods + " pods, of which no number gives the steps " + missed
                    + "; take shares of whole pods, or a router with weights");
        }
    }

    @Override
    public boolean startsVersions() {
        return true;
    }

    @Override
    public Route read() throws InterruptedException {
        return whole.read();
    }

    @Override
    public Route deploy(String release) throws InterruptedException {
        return whole.deploy(release);
    }

    @Override
    public Route shift(int percent) throws InterruptedException {
        Deployment stable = objects.stable();
        Deployment canary = objects.canary();
        if (stable == null || canary == null || DeploymentRouter.isFirst(stable)) {
            return whole.shift(percent);
        }
        if (percent == 0) {
            takeBack(stable, canary);
        } else {
            exchange(canary, stable, count(percent, Former.in(canary).replicas()), Former.in(canary).replicas());
        }
        return read();
    }

    /**
     * The canary takes the place of all of stable's pods; then stable, of the new version, takes the canary's. So no more pods
     * are needed than at any step.
     */
    @Override
    public Route promote(String release) throws InterruptedException {
        Deployment stable = objects.stable();
        Deployment canary = objects.canary();
        if (stable == null || canary == null || DeploymentRouter.isFirst(stable)) {
            return whole.promote(release);
        }
        whole.mustBe(release, canary);
        int all = Former.in(canary).replicas();
        if (DeploymentRouter.identity(stable).equals(release)) {
            if (stable.getSpec().getReplicas() >= all) {
                return whole.promote(release);
            }
            exchange(stable, canary, all, all);
        } else if (stable.getSpec().getReplicas() == 0) {
            whole.replace(stable, release);
        } else {
            exchange(canary, stable, all, all);
        }
        return read();
    }

    @Override
    public Route withdraw(String release) throws InterruptedException {
        Deployment stable = objects.stable();
        Deployment canary = objects.canary();
        boolean serves = stable != null && !DeploymentRouter.isFirst(stable) && canary != null
                && Marks.read(canary, Marks.RELEASE).equals(release) && canary.getSpec().getReplicas() > 0;
        if (serves) {
            takeBack(stable, canary);
            return read();
        }
        return whole.withdraw(release);
    }

    @Override
    public boolean isLive() throws InterruptedException {
        return whole.isLive();
    }

    @Override
    public List<String> manifests() throws InterruptedException {
        return whole.manifests();
    }

    @Override
    public Route restore(String version, List<String> manifests) throws InterruptedException {
        return whole.restore(version, manifests);
    }

    /** Stable's pods first, all of them in one write; the canary keeps as many as stable still lacks. */
    private void takeBack(Deployment stable, Deployment canary) throws InterruptedException {
        int all = Former.in(canary).replicas();
        whole.undoPromotion(stable, canary);
        Deployment growing = objects.stable();
        if (DeploymentObjects.isReplacedInPlace(growing) && !whole.isUp(growing)) {
            return;
        }
        if (growing.getSpec().getReplicas() < all) {
            growing = objects.scale(target.workload().name(), all);
        }
        int lacking = Math.max(0, all - Progress.ready(growing) - (surge(growing, all) == 0 ? 1 : 0));
        if (canary.getSpec().getReplicas() > lacking) {
            objects.scale(target.canaryName(), lacking);
        }
    }

    /**
     * The next move towards so many pods of one and the rest of the other; none while the growing one is not ready.
     *
     * @param wanted pods of the growing one
     * @param all pods of both together
     */
    private void exchange(Deployment growing, Deployment shrinking, int wanted, int all) throws InterruptedException {
        if (!Progress.of(growing, List.of()).isReady()) {
            return;
        }
        int surge = surge(growing, all);
        int here = growing.getSpec().getReplicas();
        int there = shrinking.getSpec().getReplicas();
        if (here + there > all) {
            shrink(shrinking, all - here, all);
        } else if (here < wanted && here + there < all + surge) {
            objects.scale(growing.getMetadata().getName(), Math.min(wanted, all + surge - there));
        } else if (here < wanted) {
            shrink(shrinking, there - 1, all);
        }
    }

    private void shrink(Deployment shrinking, int pods, int all) throws InterruptedException {
        if (shrinking.getMetadata().getName().equals(target.workload().name())) {
            objects.lend(pods, all);
        } else {
            objects.scale(target.canaryName(), pods);
        }
    }

    private int surge(Deployment deployment, int all) {
        return target.capacity() == Target.Capacity.SWAP ? 0 : Progress.surge(deployment, all);
    }

    private static int count(int percent, int pods) {
        return Math.max(1, (int) Math.round(pods * percent / 100.0));
    }

    private static int share(int count, int pods) {
        return pods == 0 ? 0 : (int) Math.round(100.0 * count / pods);
    }
}
