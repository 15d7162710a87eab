package io.jenkins.plugins.modeldelivery.operation;

/** The other operations that go on in the same place. */
public interface Neighbours {
    /**
     * Tells those on a subject to go back and end; telling them again does nothing.
     *
     * @param subject as {@link LongCapability#subject} gives it
     * @return whether one of them has not ended yet
     */
    boolean sendHome(String subject);
}
