package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Optional;

/** What a release stands on beside its router: room and permissions for it, and the right to change the workload. */
interface Ground {
    /** Where nobody else can be and nothing else is needed. */
    Ground FREE = new Ground() {
        @Override
        public List<String> require() {
            return List.of();
        }

        @Override
        public Optional<String> hold(String holder) {
            return Optional.empty();
        }

        @Override
        public void release(String holder) {}
    };

    /**
     * Returns when the release can begin; touches nothing.
     *
     * @return what a plan says of it
     * @throws InvalidInputException naming what stands against it, with the cure
     */
    List<String> require() throws InterruptedException;

    /**
     * Takes or renews the right to change the workload.
     *
     * @return who has it instead; empty when it is ours
     */
    Optional<String> hold(String holder) throws InterruptedException;

    /** Gives that right back, if it is ours. */
    void release(String holder) throws InterruptedException;
}
