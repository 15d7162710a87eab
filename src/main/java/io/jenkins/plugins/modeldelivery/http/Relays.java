package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;

/** The machines of this installation that send requests in our place. */
@FunctionalInterface
public interface Relays {
    /**
     * One of those that bear a label.
     *
     * @param authorities PEM certificates that are trusted there too; the empty string for none
     */
    Relay to(String label, String authorities);

    /**
     * Sends requests from a machine with this label; what is read there is read once, without repetition.
     *
     * @throws InvalidInputException where there are no such machines
     */
    static Requester requester(Workbench bench, String label, String authorities) {
        Relays relays = bench.setting(Relays.class).orElseThrow(() -> new InvalidInputException(
                "via '" + Excerpt.of(label) + "' is the label of a Jenkins agent, and outside of Jenkins there is none; leave it out"));
        return Requester.through(relays.to(label, authorities), Retries.NONE);
    }
}
