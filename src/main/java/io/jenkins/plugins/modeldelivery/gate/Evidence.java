package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;

/** What a capability measured, asked for by the gates that need it. */
public interface Evidence {
    /**
     * The subject itself, in its unit.
     *
     * @throws io.jenkins.plugins.modeldelivery.operation.InvalidInputException if it was not measured; the message says how to
     */
    Estimate value(Subject subject);

    /** The subject's value in the baseline, in its unit. */
    Estimate baseline(Subject subject);

    /**
     * How much worse than the baseline beyond the margin, in the subject's unit: above zero means worse by more than the
     * margin. The interval is that of this difference, paired where the evidence is paired. A negative margin asks for an
     * improvement of that size.
     *
     * @param direction which way the subject gets better
     */
    Estimate worsening(Subject subject, Direction direction, Margin margin);

    /** How much has been seen, and how much must be before "not worse" can pass. */
    Exposure exposure();
}
