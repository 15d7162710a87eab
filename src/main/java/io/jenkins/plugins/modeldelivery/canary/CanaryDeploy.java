package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Operation;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The step canaryDeploy: gives a new version traffic step by step and promotes it, or takes the traffic back. */
public final class CanaryDeploy implements Capability, Operation<CanaryRequest, CanaryReport> {
    private static final String LEDGERS = "model-delivery";
    /** Whoever has aborted waits for the end. */
    private static final Duration HURRY = Duration.ofMillis(500);

    private final Outbound outbound;

    /** For a process of the user's own. */
    public CanaryDeploy() {
        this(Outbound.of(System.getenv()));
    }

    public CanaryDeploy(Outbound outbound) {
        this.outbound = outbound;
    }

    @Override
    public Parameters parameters() {
        return CanaryRequest.PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> arguments) {
        CanaryRequest.of(arguments);
    }

    @Override
    public CanaryReport run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        return run(CanaryRequest.of(arguments), bench);
    }

    /**
     * Drives the canary to its end on the calling thread. An interruption does what {@code onAbort} says before it goes on.
     */
    @Override
    public CanaryReport run(CanaryRequest request, Workbench bench) throws InterruptedException {
        LocalRouter router = new LocalRouter(
                request.router(), bench.credential(request.credentialsId()), new Requester(outbound, Retries.NONE));
        MetricsSource metrics = new ProxyCounters(router);
        // What cannot be read now is an error of its own, before anything is touched.
        Route route = router.read();
        metrics.read();
        if (request.dryRun()) {
            return dryRun(request, route, bench);
        }
        Ledger ledger = Ledger.ofLocal(bench.workspace().resolve(LEDGERS), request.workload());
        CanaryDriver driver = new CanaryDriver(request, router, metrics, ledger, bench.clock(), bench::log);
        return drive(driver, bench);
    }

    private static CanaryReport drive(CanaryDriver driver, Workbench bench) throws InterruptedException {
        CanaryState state = CanaryState.start(bench.clock().instant());
        InterruptedException aborted = null;
        while (!state.hasEnded()) {
            try {
                bench.checkCancelled();
                CanaryMachine.Decision decision = driver.look(state, aborted != null);
                state = decision.state();
                driver.perform(decision.actions());
                pause(aborted == null ? decision.pause() : shorter(decision.pause(), HURRY));
            } catch (InterruptedException e) {
                if (aborted != null) {
                    // The user insists: what the last look ordered stays as it is.
                    throw e;
                }
                aborted = e;
            }
        }
        driver.record(state);
        if (aborted != null) {
            throw aborted;
        }
        return driver.report(state);
    }

    private static void pause(Duration wait) throws InterruptedException {
        Thread.sleep(wait.toMillis());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static CanaryReport dryRun(CanaryRequest request, Route route, Workbench bench) {
        Clock clock = bench.clock();
        CanaryPlan plan = request.plan();
        String steps = Messages.Plan_dryRun(
                plan.steps(!route.hasStable()).toString(), Long.toString(plan.minRequests()), plan.interval(), plan.maxDuration());
        String traffic = Messages.Plan_route(Integer.toString(route.canaryPercent()), route.canary(), route.stable());
        bench.log(traffic);
        bench.log(steps);
        Instant now = clock.instant();
        CanaryState state = CanaryState.start(now);
        Envelope envelope = new Envelope(
                CanaryReport.SCHEMA, request.name(), Verdict.PASS, List.of(traffic, steps), now, now,
                Tool.nameAndVersion(), List.of(), List.of());
        return new CanaryReport(envelope, request, state, state.evidence().judgement(null));
    }
}
