package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Connects the machine with the world, one look at a time. Whoever drives it keeps the state: look, save the decision's
 * state, perform its actions, wait as long as it says.
 */
public final class CanaryDriver {
    private final CanaryRequest request;
    private final CanaryMachine machine;
    private final Router router;
    private final MetricsSource metrics;
    private final Ledger ledger;
    private final Clock clock;
    private final Consumer<String> log;

    /** Drives one canary; whether its version runs already is looked up in the ledger here. */
    public CanaryDriver(
            CanaryRequest request,
            Router router,
            MetricsSource metrics,
            Ledger ledger,
            Clock clock,
            Consumer<String> log) {
        this.request = request;
        this.machine = new CanaryMachine(request.plan().knowing(isLive(request.image(), ledger)));
        this.router = router;
        this.metrics = metrics;
        this.ledger = ledger;
        this.clock = clock;
        this.log = log;
    }

    /** Something that answers or tells why not. */
    private interface Reading<T> {
        T read() throws InterruptedException;
    }

    /** Looks and decides; touches nothing. */
    public CanaryMachine.Decision look(CanaryState state, List<Signal> signals) throws InterruptedException {
        StringBuilder trouble = new StringBuilder();
        Route route = reading(router::read, trouble);
        Counters counters = reading(metrics::read, trouble);
        CanaryMachine.Decision decision =
                machine.next(state, new Sighting(route, counters, trouble.toString(), signals), clock.instant());
        tell(state.timeline(), decision.state().timeline());
        return decision;
    }

    /** Carries out what was decided; what the router does not take now is decided again at the next look. */
    public void perform(List<Action> actions) throws InterruptedException {
        for (Action action : actions) {
            StringBuilder trouble = new StringBuilder();
            reading(() -> perform(action), trouble);
            if (!trouble.isEmpty()) {
                log.accept(Messages.Log_action(trouble));
            }
        }
    }

    /** Writes the end into the ledger, once however often it is called. */
    public void record(CanaryState state) {
        String id = Instant.ofEpochMilli(state.timing().startedAt()).toString();
        boolean touched = state.outcome() != Outcome.NOT_STARTED && state.outcome() != Outcome.NOTHING_TO_DO;
        if (!touched || ledger.releases().stream().anyMatch(release -> release.id().equals(id))) {
            return;
        }
        ledger.append(new Release(
                id,
                request.image(),
                state.canary(),
                "",
                Release.Outcome.valueOf(state.outcome().name()),
                CanaryReport.of(request, state, clock.instant()).verdict(),
                state.reason(),
                Instant.ofEpochMilli(state.timing().startedAt()),
                clock.instant()));
    }

    private Route perform(Action action) throws InterruptedException {
        return action instanceof Action.Promote promote
                ? router.promote(promote.canary())
                : router.shift(((Action.Shift) action).canaryPercent());
    }

    private static <T> T reading(Reading<T> reading, StringBuilder trouble) throws InterruptedException {
        try {
            return reading.read();
        } catch (SurroundingsException | InvalidInputException e) {
            trouble.append(trouble.isEmpty() ? "" : " ").append(e.getMessage());
            return null;
        }
    }

    private void tell(Timeline before, Timeline after) {
        List<CanaryEvent> told = before.events();
        for (CanaryEvent event : after.events()) {
            if (!told.contains(event)) {
                log.accept(Messages.Log_event(Integer.toString(event.canaryPercent()), event.text()));
            }
        }
    }

    /** Only a digest says for certain that two images are the same. */
    private static boolean isLive(String image, Ledger ledger) {
        return image.contains("sha256:")
                && ledger.live().map(release -> release.image().equals(image)).orElse(false);
    }
}
