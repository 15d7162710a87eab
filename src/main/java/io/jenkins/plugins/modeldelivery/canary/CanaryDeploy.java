package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.Tick;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The step canaryDeploy: gives a new version traffic step by step and promotes it, or takes the traffic back. */
public final class CanaryDeploy implements LongCapability {
    private final Optional<Outbound> outbound;

    /** The build's environment says how requests leave. */
    public CanaryDeploy() {
        this.outbound = Optional.empty();
    }

    public CanaryDeploy(Outbound outbound) {
        this.outbound = Optional.of(outbound);
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
    public String subject(Map<String, ?> arguments) {
        Workload workload = CanaryRequest.of(arguments).workload();
        return "local/default/" + workload.kind() + "." + workload.name();
    }

    @Override
    public String begin(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        CanaryRequest request = CanaryRequest.of(arguments);
        LocalRouter router = router(request, bench);
        Route route = router.read();
        new ProxyCounters(router).read();
        CanaryState state = CanaryState.start(bench.clock().instant());
        return (request.dryRun() ? dryRun(request, state, route, bench) : state).toJson();
    }

    @Override
    public Tick tick(Map<String, ?> arguments, String json, List<Signal> signals, Workbench bench, SavePoint save)
            throws InterruptedException {
        CanaryRequest request = CanaryRequest.of(arguments);
        CanaryDriver driver = driver(request, bench);
        CanaryState before = CanaryState.fromJson(json);
        if (before.hasEnded()) {
            return end(request, before, driver);
        }
        CanaryMachine.Decision decision = driver.look(before, signals);
        CanaryState state = decision.state();
        String saved = state.toJson();
        save.save(saved);
        driver.perform(decision.actions());
        return state.hasEnded()
                ? end(request, state, driver)
                : new Tick(saved, false, decision.pause(), Badges.of(request, state));
    }

    /** An end is recorded by whoever sees it, also after a crash between the two. */
    private static Tick end(CanaryRequest request, CanaryState state, CanaryDriver driver) {
        if (!request.dryRun()) {
            driver.record(state);
        }
        return new Tick(state.toJson(), true, Duration.ZERO, Badges.of(request, state));
    }

    @Override
    public Set<Signal.Kind> signals() {
        return Set.of(Signal.Kind.ROLL_BACK);
    }

    @Override
    public CanaryReport report(Map<String, ?> arguments, String json, Workbench bench) {
        return CanaryReport.of(CanaryRequest.of(arguments), CanaryState.fromJson(json), bench.clock().instant());
    }

    private CanaryDriver driver(CanaryRequest request, Workbench bench) {
        LocalRouter router = router(request, bench);
        Ledger ledger = Ledger.ofLocal(bench.store(), request.workload());
        return new CanaryDriver(request, router, new ProxyCounters(router), ledger, bench.clock(), bench::log);
    }

    private LocalRouter router(CanaryRequest request, Workbench bench) {
        Outbound leaving = outbound.orElseGet(() -> Outbound.of(bench));
        return new LocalRouter(
                request.router(), bench.credential(request.credentialsId()), new Requester(leaving, Retries.NONE));
    }

    private static CanaryState dryRun(CanaryRequest request, CanaryState start, Route route, Workbench bench) {
        CanaryPlan plan = request.plan();
        String traffic = Messages.Plan_route(Integer.toString(route.canaryPercent()), route.canary(), route.stable());
        String steps = Messages.Plan_dryRun(
                plan.steps(!route.hasStable()).toString(), Long.toString(plan.minRequests()), plan.interval(), plan.maxDuration());
        bench.log(traffic);
        bench.log(steps);
        return start.over(Outcome.NOT_STARTED, traffic + " " + steps);
    }
}
