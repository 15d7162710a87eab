package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.util.List;
import java.util.Optional;

/**
 * Connects the machine with the world, one look at a time. Whoever drives it keeps the state: look, save the decision's
 * state, perform its actions, wait as long as it says.
 */
public final class CanaryDriver {
    private final CanaryRequest request;
    private final CanaryMachine machine;
    private final Connection connection;
    private final Journal journal;
    private final Workbench bench;

    CanaryDriver(CanaryRequest request, Connection connection, Journal journal, Workbench bench) {
        this.request = request;
        this.machine = new CanaryMachine(request.plan());
        this.connection = connection;
        this.journal = journal;
        this.bench = bench;
    }

    /** Something that answers or tells why not. */
    private interface Reading<T> {
        T read() throws InterruptedException;
    }

    /** Looks and decides; touches nothing. */
    public CanaryMachine.Decision look(CanaryState state, List<Signal> signals) throws InterruptedException {
        StringBuilder trouble = new StringBuilder();
        Route route = reading(connection.router()::read, trouble);
        Scrape scrape = reading(connection.metrics()::read, trouble);
        if (state.phase() != Phase.PREFLIGHT) {
            reading(() -> keep(state), trouble);
        }
        boolean begins = state.phase() == Phase.PREFLIGHT && trouble.isEmpty();
        Sighting.Consent consent = begins ? reading(() -> consent(state), trouble) : null;
        WarmUp.Round warmth = state.phase() == Phase.WARMING ? connection.prober(route).round() : null;
        Sighting seen = new Sighting(
                route, scrape, trouble.toString(), signals, bench.automationSuspended(), consent, warmth);
        CanaryMachine.Decision decision = machine.next(state, seen, bench.clock().instant());
        tell(state.timeline(), decision.state().timeline());
        return decision;
    }

    /** Others are asked only when nothing else keeps the canary from its begin. */
    private Sighting.Consent consent(CanaryState state) throws InterruptedException {
        boolean live = isLive();
        if (live || !machine.mayBegin(state, bench.automationSuspended(), bench.clock().instant())) {
            return new Sighting.Consent(live, "", "");
        }
        Optional<String> other = connection.ground().hold(state.holder());
        if (other.isPresent()) {
            return new Sighting.Consent(false, "", Messages.Hold_lock(other.get()));
        }
        try {
            connection.ground().require();
        } catch (InvalidInputException e) {
            return new Sighting.Consent(false, e.getMessage(), "");
        }
        return connection.webhooks().before(state);
    }

    /** Who has lost the right to change the workload holds the share until it has it again. */
    private Void keep(CanaryState state) throws InterruptedException {
        Optional<String> other = connection.ground().hold(state.holder());
        if (other.isPresent()) {
            throw new SurroundingsException(Messages.Hold_lock(other.get()));
        }
        return null;
    }

    /**
     * Carries out what was decided; what the router does not take now is decided again at the next look.
     *
     * @return the decision's state, which knows what was not taken
     */
    public CanaryState perform(CanaryMachine.Decision decision) throws InterruptedException {
        CanaryState state = decision.state();
        for (Action action : decision.actions()) {
            StringBuilder trouble = new StringBuilder();
            reading(() -> perform(action), trouble);
            CanaryState answered = state.answered(trouble.toString());
            tell(state.timeline(), answered.timeline());
            state = answered;
        }
        return state;
    }

    private Route perform(Action action) throws InterruptedException {
        Router router = connection.router();
        if (action instanceof Action.Deploy deploy) {
            return router.deploy(deploy.release());
        }
        if (action instanceof Action.Promote promote) {
            return router.promote(promote.canary());
        }
        return action instanceof Action.Withdraw withdraw
                ? router.withdraw(withdraw.canary())
                : router.shift(((Action.Shift) action).canaryPercent());
    }

    /** A cluster knows what it runs; else only a digest says for certain that two images are the same. */
    private boolean isLive() throws InterruptedException {
        boolean recorded = request.cluster() == null && request.image().contains("sha256:") && journal.isLive(request.image());
        return recorded || connection.router().isLive();
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
                bench.log(Messages.Log_event(Integer.toString(event.canaryPercent()), event.text()));
            }
        }
    }
}
