package io.jenkins.plugins.modeldelivery.operation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A capability that mostly waits: a release under way, a watch. What it is between two looks is JSON, so that whoever
 * drives it, a terminal's loop or a controller that may die at any moment, can go on. No thread is held while it waits.
 */
public interface LongCapability extends Capability {
    /**
     * What no two operations may change at the same time, such as {@code local/default/local.fraud}; fit for a path.
     *
     * @throws InvalidInputException if the arguments cannot work
     */
    String subject(Map<String, ?> arguments);

    /** What it does while an older operation on the same subject is not over. */
    default Concurrency concurrency(Map<String, ?> arguments) {
        return Concurrency.QUEUE;
    }

    /**
     * Whether it goes on without the build that asked for it.
     *
     * @param aborted whether that build was aborted or is gone
     */
    default boolean outlivesBuild(Map<String, ?> arguments, boolean aborted) {
        return false;
    }

    /**
     * The state before the first look. Files that the arguments name are read here, since the workspace may be gone later,
     * and what does not answer now is an error before anything is touched.
     *
     * @return the state as JSON
     * @throws InvalidInputException if the input cannot be used
     * @throws SurroundingsException if a server that is needed does not answer
     */
    String begin(Map<String, ?> arguments, Workbench bench) throws InterruptedException;

    /**
     * One look, and what follows from it. Repeating a tick from a saved state changes nothing but the time. A server that
     * does not answer is no error here: the state says how long it has been away.
     *
     * @param state as {@link #begin} or an earlier tick gave it
     * @param signals what was asked for since the last tick, oldest first
     * @param save takes the new state before anything outside is changed
     */
    Tick tick(Map<String, ?> arguments, String state, List<Signal> signals, Workbench bench, SavePoint save)
            throws InterruptedException;

    /** All that a person may ask of it, now or later. */
    Set<Signal.Kind> signals();

    /** Those of {@link #signals} that it takes in a state; it passes over the others. */
    Set<Signal.Kind> hears(Map<String, ?> arguments, String state);

    /** What is to be shown of a state, ended or not; asks nobody. */
    Report report(Map<String, ?> arguments, String state, Workbench bench);

    /** Drives it to its end on the calling thread. */
    @Override
    default Report run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        return new LongRun(this, arguments, bench).toEnd();
    }

    /** Keeps a state so that nothing but a broken disk loses it. */
    @FunctionalInterface
    interface SavePoint {
        /**
         * Keeps the state.
         *
         * @throws SurroundingsException if it cannot be kept; nothing outside may be changed then
         */
        void save(String state);
    }
}
