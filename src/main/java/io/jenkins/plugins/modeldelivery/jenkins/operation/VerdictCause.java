package io.jenkins.plugins.modeldelivery.jenkins.operation;

import java.util.Objects;
import jenkins.model.CauseOfInterruption;

/** Why a Pipeline ended: a verdict that the job does not let pass. */
public final class VerdictCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    VerdictCause(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String getShortDescription() {
        return sentence;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerdictCause cause && cause.sentence.equals(sentence);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sentence);
    }
}
