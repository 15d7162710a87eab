package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.Concurrency;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Tick;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The step canaryDeploy: gives a new version traffic step by step and promotes it, or takes the traffic back. */
public final class CanaryDeploy implements LongCapability {
    private final Connector connector;

    /** The build's environment says how requests leave. */
    public CanaryDeploy() {
        this.connector = new Connector(Optional.empty());
    }

    public CanaryDeploy(Outbound outbound) {
        this.connector = new Connector(Optional.of(outbound));
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
        return CanaryRequest.of(arguments).place().subject();
    }

    @Override
    public Concurrency concurrency(Map<String, ?> arguments) {
        return CanaryRequest.of(arguments).concurrent();
    }

    @Override
    public String begin(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        CanaryRequest given = CanaryRequest.of(arguments);
        Journal journal = journal(given, bench);
        Inputs inputs = new InputReader(given, bench).read(journal);
        CanaryRequest request = given.with(inputs);
        Instant now = bench.clock().instant();
        try (Connection connection = connector.open(request, inputs, bench)) {
            Route route = connection.router().read();
            connection.metrics().read();
            CanaryState state = CanaryState.start(now, inputs);
            List<String> said = connection.router().isLive() ? List.of() : connection.ground().require();
            said.forEach(bench::log);
            if (request.dryRun()) {
                return dryRun(request, state, route, said, bench).toJson();
            }
            journal.found(route, connection.router(), now);
            return state.toJson();
        }
    }

    @Override
    public Tick tick(Map<String, ?> arguments, String json, List<Signal> signals, Workbench bench, SavePoint save)
            throws InterruptedException {
        CanaryState before = CanaryState.fromJson(json);
        CanaryRequest request = CanaryRequest.of(arguments).with(before.inputs());
        try (Connection connection = connector.open(request, before.inputs(), bench)) {
            if (before.hasEnded()) {
                return end(request, before, connection, bench);
            }
            CanaryDriver driver = new CanaryDriver(request, connection, journal(request, bench), bench);
            CanaryMachine.Decision decision = driver.look(before, signals);
            save.save(decision.state().toJson());
            CanaryState state = driver.perform(decision);
            return state.hasEnded()
                    ? end(request, state, connection, bench)
                    : new Tick(state.toJson(), false, decision.pause(), Badges.of(request, state));
        }
    }

    /** An end is recorded by whoever sees it, also after a crash between the two. */
    private static Tick end(CanaryRequest request, CanaryState state, Connection connection, Workbench bench)
            throws InterruptedException {
        boolean closed = request.dryRun()
                || journal(request, bench).ended(state, connection.router(), bench.clock().instant());
        if (closed && !request.dryRun()) {
            String verdict = CanaryReport.of(request, state, bench.clock().instant()).verdict().name();
            connection.webhooks().after(state, verdict, bench::log);
            letGo(state, connection, bench);
        }
        Duration pause = closed ? Duration.ZERO : request.plan().limits().interval();
        return new Tick(state.toJson(), closed, pause, Badges.of(request, state));
    }

    /** A lock that cannot be given back now is over by itself soon. */
    private static void letGo(CanaryState state, Connection connection, Workbench bench) throws InterruptedException {
        try {
            connection.ground().release(state.holder());
        } catch (SurroundingsException | InvalidInputException e) {
            bench.log(e.getMessage());
        }
    }

    @Override
    public Set<Signal.Kind> signals() {
        return EnumSet.of(
                Signal.Kind.PAUSE, Signal.Kind.RESUME, Signal.Kind.APPROVE, Signal.Kind.ADVANCE, Signal.Kind.PROMOTE,
                Signal.Kind.ROLL_BACK);
    }

    @Override
    public Set<Signal.Kind> hears(Map<String, ?> arguments, String json) {
        return Hearing.of(CanaryState.fromJson(json));
    }

    @Override
    public CanaryReport report(Map<String, ?> arguments, String json, Workbench bench) {
        CanaryState state = CanaryState.fromJson(json);
        return CanaryReport.of(CanaryRequest.of(arguments).with(state.inputs()), state, bench.clock().instant());
    }

    private static Journal journal(CanaryRequest request, Workbench bench) {
        return new Journal(request, request.place().ledger(bench.store()));
    }

    private static CanaryState dryRun(
            CanaryRequest request, CanaryState start, Route route, List<String> said, Workbench bench) {
        CanaryPlan plan = request.plan();
        String traffic = Messages.Plan_route(Integer.toString(route.canaryPercent()), route.canary(), route.stable());
        String steps = Messages.Plan_dryRun(
                plan.steps(!route.hasStable()).toString(),
                Long.toString(plan.limits().minRequests()),
                plan.limits().interval(),
                plan.limits().maxDuration());
        bench.log(traffic);
        bench.log(steps);
        return start.over(Outcome.NOT_STARTED, (traffic + " " + steps + " " + String.join(" ", said)).strip());
    }
}
