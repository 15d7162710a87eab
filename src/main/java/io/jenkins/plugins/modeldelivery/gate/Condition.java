package io.jenkins.plugins.modeldelivery.gate;

/** What a gate asks of its subject. */
public sealed interface Condition {
    /** {@code X <= 50ms}; the limit is in the subject's unit. */
    record Compare(Relation relation, double limit) implements Condition {}

    /** {@code X not worse [by m]}; without a margin it is enough not to be shown worse. */
    record NotWorse(Margin margin) implements Condition {}

    /** {@code X better [by m]}. */
    record Better(Margin margin) implements Condition {}

    /** {@code X drop <= m}: point values, no interval. */
    record Drop(Margin margin) implements Condition {}

    /** Whether the gate needs a baseline: a champion, the stable version, an earlier build. */
    default boolean comparesWithBaseline() {
        return !(this instanceof Compare);
    }
}
