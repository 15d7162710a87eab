package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.prometheus.DamagedDelivery;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery that was damaged on its way is refused or heard as what is left of it, and never rolls a release back. */
class DamagedDeliveriesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");
    private static final RollbackRequest REQUEST = RollbackRequest.of(Map.of(
            "workload", "local/fraud", "traffic", "local:http://127.0.0.1:9901", "trafficCredentialsId", "proxy",
            "alerts", List.of("model=\"fraud\""), "watch", "7d"));

    private final Release released = WatchMachineTest.release("new");

    @TempDir
    private Path store;

    @Test
    void noDamageRollsBack() {
        assertNoneRollsBack(1_000);
    }

    @Test
    @Tag("soak")
    void noDamageRollsBackForLong() {
        assertNoneRollsBack(10_000);
    }

    private void assertNoneRollsBack(int count) {
        DamagedDelivery damaged = new DamagedDelivery(released.finishedAt(), NOW.minusSeconds(60), 11);
        AlertInbox inbox = AlertInbox.of(store);
        WatchState state = WatchState.start(released, WatchMachineTest.release("old"), NOW);
        int refused = 0;
        long position = 0;
        for (int i = 0; i < count; i++) {
            byte[] delivery = damaged.next();
            try {
                inbox.take(delivery, NOW);
            } catch (InvalidInputException e) {
                refused++;
                assertThat(e).hasMessageNotContaining("\n");
            }
            AlertInbox.Batch heard = inbox.since(position);
            position = heard.position();
            state = look(state, heard.alerts()).state();
            assertThat(state.phase()).as("%s", new String(delivery, StandardCharsets.UTF_8)).isEqualTo(Phase.WATCHING);
        }
        assertThat(refused).isBetween(count / 4, count);
        // Of another name, since damage may have said that the same began long ago.
        String whole = DamagedDelivery.payload("firing", "whole", NOW.minusSeconds(60)).replace("HighErrorRate", "Slow");
        inbox.take(whole.getBytes(StandardCharsets.UTF_8), NOW);
        assertThat(look(state, inbox.since(position).alerts()).restores()).as("the whole one does").isTrue();
    }

    private static WatchMachine.Decision look(WatchState state, List<Alert> delivered) {
        return new WatchMachine(REQUEST).next(
                state,
                new Look(new Route("http://new", "", 0), List.of(new Look.Heard(Messages.Source_webhook(), delivered, "")), Map.of(),
                        null, List.of(), false, 0),
                NOW);
    }
}
