package io.jenkins.plugins.modeldelivery.judge.replay;

import java.util.Random;

/** Two hours of recorded series: stable from the beginning, the canary in the second hour. */
final class RecordedCanary {
    private static final String HEADER = "time,pod,requests,errors,latency_le_0.1,latency_le_0.3,latency_le_1,tokens_sum,tokens_count\n";

    private final StringBuilder stable = new StringBuilder(HEADER);
    private final StringBuilder canary = new StringBuilder(HEADER);

    RecordedCanary(long seed, double canaryErrors) {
        Random random = new Random(seed);
        for (int minute = 1; minute <= 120; minute++) {
            for (int pod = 0; pod < 9; pod++) {
                row(stable, minute, "s" + pod, 0.005, random);
            }
            if (minute > 60) {
                row(canary, minute, "c0", canaryErrors, random);
            }
        }
    }

    String stable() {
        return stable.toString();
    }

    String canary() {
        return canary.toString();
    }

    private static void row(StringBuilder rows, int minute, String pod, double errorRate, Random random) {
        int errors = 0;
        int fast = 0;
        int middling = 0;
        for (int i = 0; i < 60; i++) {
            errors += random.nextDouble() < errorRate ? 1 : 0;
            double latency = random.nextDouble();
            fast += latency < 0.5 ? 1 : 0;
            middling += latency < 0.98 ? 1 : 0;
        }
        rows.append(60 * minute + "," + pod + ",60," + errors + "," + fast + "," + middling + ",60," + (6000 + random.nextInt(100)) + ",60\n");
    }
}
