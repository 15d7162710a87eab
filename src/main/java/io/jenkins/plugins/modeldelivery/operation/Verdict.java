package io.jenkins.plugins.modeldelivery.operation;

/** What a step concludes from its evidence, from best to worst. */
public enum Verdict {
    /** Every gate holds. */
    PASS,
    /** Only gates marked {@code warn:} do not hold; the build's result stays as it is. */
    WARN,
    /** The evidence is too thin to tell. */
    INCONCLUSIVE,
    /** At least one gate is shown not to hold. */
    FAIL;

    /** The worse of the two, in the order of declaration. */
    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether a release may go on: true for PASS and WARN. */
    public boolean isGood() {
        return this == PASS || this == WARN;
    }
}
