package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import io.jenkins.plugins.modeldelivery.operation.Neighbours;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Tick;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.prometheus.LabelMatcher;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The step rollbackOnAlert: watches a release for alerts and brings the version before it back when one counts. */
public final class RollbackOnAlert implements LongCapability {
    @Override
    public Parameters parameters() {
        return RollbackRequest.PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> arguments) {
        RollbackRequest.of(arguments);
    }

    /** A watch keeps no release from happening: it ends when another version takes over. */
    @Override
    public String subject(Map<String, ?> arguments) {
        return Place.watchOf(RollbackRequest.of(arguments).place().subject());
    }

    @Override
    public boolean outlivesBuild(Map<String, ?> arguments, boolean aborted) {
        RollbackRequest request = RollbackRequest.of(arguments);
        return request.detach() || aborted && request.onAbort() == RollbackRequest.OnAbort.DETACH;
    }

    /** On the command line, where a watch ends with its process. */
    @Override
    public Report run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        if (RollbackRequest.of(arguments).detach()) {
            throw new InvalidInputException(RollbackRequest.PARAMETERS.step()
                    + ": detach needs Jenkins, which goes on when the build ends; leave it out on the command line");
        }
        return LongCapability.super.run(arguments, bench);
    }

    @Override
    public String begin(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        RollbackRequest request = RollbackRequest.of(arguments);
        if (request.retraining() != null) {
            new Training(request, bench).check();
        }
        try (WatchSources sources = sources(request, bench)) {
            sources.router().read();
            if (request.asksErrorRate()) {
                sources.router().requireCounted(request);
            }
        }
        Ledger ledger = ledger(request, bench);
        Release live = ledger.live().orElseThrow(() -> new InvalidInputException(
                RollbackRequest.PARAMETERS.step() + ": workload '" + request.workload()
                        + "' has no release on record; release it by canaryDeploy first"));
        WatchState state = WatchState.start(
                live, former(request, ledger, live).orElse(null), bench.clock().instant());
        bench.log(Messages.Log_begins(state.released().shown(), WatchMachine.shown(state.former())));
        return state.toJson();
    }

    /** The last good release of another version; with {@code force} also one that was withdrawn. */
    private static Optional<Release> former(RollbackRequest request, Ledger ledger, Release live) {
        List<Release> candidates = request.force()
                ? ledger.releases().stream().filter(release -> release.outcome().wasLive()).toList()
                : ledger.good();
        return candidates.stream().filter(release -> !release.isOf(live)).reduce((first, last) -> last);
    }

    @Override
    public Tick tick(Map<String, ?> arguments, String json, List<Signal> signals, Workbench bench, SavePoint save)
            throws InterruptedException {
        RollbackRequest request = RollbackRequest.of(arguments);
        WatchState before = WatchState.fromJson(json);
        if (before.hasEnded()) {
            return end(request, before, bench);
        }
        try (WatchSources sources = sources(request, bench)) {
            return tick(request, before, signals, sources, bench, save);
        }
    }

    private static Tick tick(
            RollbackRequest request,
            WatchState before,
            List<Signal> signals,
            WatchSources sources,
            Workbench bench,
            SavePoint save)
            throws InterruptedException {
        WatchMachine.Decision decision = new WatchMachine(request)
                .next(before, sources.look(before.inbox(), signals), bench.clock().instant());
        WatchState state = decision.state();
        String saved = state.toJson();
        save.save(saved);
        state.events().subList(before.events().size(), state.events().size()).forEach(event -> bench.log(event.text()));
        if (decision.restores()) {
            restore(request, sources.router(), state, bench);
        }
        if (state.hasEnded() && before.phase() == Phase.ROLLING_BACK) {
            letGo(sources.router(), state, bench);
        }
        return state.hasEnded() ? end(request, state, bench) : new Tick(saved, false, decision.pause(), status(request, state));
    }

    private static void restore(RollbackRequest request, WatchedRouter router, WatchState state, Workbench bench)
            throws InterruptedException {
        String release = request.place().subject();
        if (bench.setting(Neighbours.class).map(neighbours -> neighbours.sendHome(release)).orElse(false)) {
            bench.log(Messages.Log_releaseGoesOn());
            return;
        }
        try {
            router.restore(former(ledger(request, bench), state), id(state));
        } catch (SurroundingsException | InvalidInputException e) {
            bench.log(Messages.Log_restore(e.getMessage()));
        }
    }

    /** The former release with its objects, which the state is too small for. */
    private static Release former(Ledger ledger, WatchState state) {
        return ledger.releases().stream()
                .filter(release -> release.id().equals(state.former().id()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("the ledger no longer knows release '" + state.former().id()
                        + "', which is to be brought back; release its image again"));
    }

    /** A lock that cannot be given back now is over by itself soon. */
    private static void letGo(WatchedRouter router, WatchState state, Workbench bench) throws InterruptedException {
        try {
            router.letGo(id(state));
        } catch (SurroundingsException | InvalidInputException e) {
            bench.log(Messages.Log_restore(e.getMessage()));
        }
    }

    private static String id(WatchState state) {
        return "watch-" + Instant.ofEpochMilli(state.startedAt());
    }

    /** A roll-back is recorded by whoever sees its end, once, also after a crash between the two. */
    private static Tick end(RollbackRequest request, WatchState state, Workbench bench) {
        WatchState after = state;
        if (state.outcome() == Outcome.ROLLED_BACK) {
            Ledger ledger = ledger(request, bench);
            String id = id(state);
            if (ledger.releases().stream().noneMatch(release -> release.id().equals(id))) {
                ledger.append(new Release(
                        id, state.released().image(), state.released().endpoint(), bench.build(), "", List.of(),
                        Release.Outcome.WITHDRAWN, Verdict.FAIL,
                        state.reason(), Instant.ofEpochMilli(state.startedAt()), bench.clock().instant()));
            }
            if (request.retraining() != null && state.training().isEmpty()) {
                String came = new Training(request, bench).start(state, request.place().subject() + " " + id);
                bench.log(came);
                after = state.trained(came).noting(came);
            }
        }
        return new Tick(after.toJson(), true, Duration.ZERO, status(request, after));
    }

    private static String status(RollbackRequest request, WatchState state) {
        return Narration.badge(state.outcome(), state.cause(), state.watched(request.watch()));
    }

    /** The labels, all of them, that an alert must have to concern a watch with these arguments. */
    public static List<LabelMatcher> concerns(Map<String, ?> arguments) {
        return RollbackRequest.of(arguments).alerts();
    }

    @Override
    public Set<Signal.Kind> signals() {
        return Set.of(Signal.Kind.ROLL_BACK, Signal.Kind.ABORT);
    }

    @Override
    public Set<Signal.Kind> hears(Map<String, ?> arguments, String json) {
        return new WatchMachine(RollbackRequest.of(arguments)).hears(WatchState.fromJson(json));
    }

    @Override
    public Report report(Map<String, ?> arguments, String json, Workbench bench) {
        return RollbackReport.of(RollbackRequest.of(arguments), WatchState.fromJson(json), bench.clock().instant());
    }

    private static WatchSources sources(RollbackRequest request, Workbench bench) {
        return new WatchSources(request, Outbound.of(bench), bench);
    }

    private static Ledger ledger(RollbackRequest request, Workbench bench) {
        return request.place().ledger(bench.store());
    }
}
