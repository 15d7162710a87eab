package io.jenkins.plugins.modeldelivery.evaluation.table;

/** Spreads the bits of a number over all 64. */
public final class Mixing {
    private Mixing() {}

    /** The finalizer of SplitMix64, a bijection (Steele, Lea and Flood 2014). */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
