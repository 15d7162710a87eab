package io.jenkins.plugins.modeldelivery.judge.simulation;

import java.util.Random;
import java.util.SplittableRandom;

/** Reproducible random counts and factors; the same seed gives the same canary on every machine. */
final class Chance {
    private static final int LARGEST_DRAW = 400;

    private final SplittableRandom uniform;
    private final Random normal;

    Chance(long seed) {
        this.uniform = new SplittableRandom(seed);
        this.normal = new Random(uniform.nextLong());
    }

    double gaussian() {
        return normal.nextGaussian();
    }

    /** Successes among {@code trials}, each with the same probability, by inversion. */
    int binomial(int trials, double probability) {
        if (probability > 0.5) {
            return trials - binomial(trials, 1 - probability);
        }
        int sum = 0;
        for (int left = trials; left > 0; left -= LARGEST_DRAW) {
            sum += draw(Math.min(left, LARGEST_DRAW), probability);
        }
        return sum;
    }

    private int draw(int trials, double probability) {
        if (probability <= 0) {
            return 0;
        }
        double odds = probability / (1 - probability);
        double term = Math.exp(trials * Math.log1p(-probability));
        double left = uniform.nextDouble();
        int successes = 0;
        while (left > term && successes < trials) {
            left -= term;
            successes++;
            term *= (trials - successes + 1.0) / successes * odds;
        }
        return successes;
    }
}
