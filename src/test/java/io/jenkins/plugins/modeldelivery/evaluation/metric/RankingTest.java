package io.jenkins.plugins.modeldelivery.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rankings against their definitions, pair by pair of rows, with ties. */
class RankingTest {
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void delongIsItsDefinition(long seed) {
        Sample sample = new Sample(seed, 40);
        PairedRanking.Result result = sample.paired(precision(1 << 24)).result();

        double[][] candidate = placements(sample.positive, sample.candidate);
        double[][] champion = placements(sample.positive, sample.champion);
        ValuePair auc = result.rocAuc();
        assertThat(auc.candidate()).isCloseTo(mean(candidate[0]), within(1e-14));
        assertThat(auc.champion()).isCloseTo(mean(champion[0]), within(1e-14));
        assertThat(auc.candidateVariance()).isCloseTo(delong(candidate, candidate), within(1e-15));
        assertThat(auc.championVariance()).isCloseTo(delong(champion, champion), within(1e-15));
        assertThat(auc.covariance()).isCloseTo(delong(candidate, champion), within(1e-15));
    }

    @Test
    void theVarianceOfOneModelIsThatOfThePair() {
        Sample sample = new Sample(6, 300);
        PairedRanking.Result result = sample.paired(precision(1 << 24)).result();
        RankingSums sums = sample.sums(precision(1 << 24), 1);

        double positives = sample.positives();
        assertThat(sums.rocAucVariance(positives, 300 - positives))
                .isCloseTo(result.rocAuc().candidateVariance(), within(1e-15));
        assertThat(sums.averagePrecisionVariance(positives))
                .isCloseTo(result.averagePrecision().candidateVariance(), within(1e-15));
    }

    /** The influence of a row is how fast the average precision changes with its weight. */
    @Test
    void theVarianceOfTheAveragePrecisionIsTheSumOfSquaredDerivatives() {
        Sample sample = new Sample(7, 60);
        double step = 1e-6;
        double sum = 0;
        for (int row = 0; row < 60; row++) {
            double up = sample.averagePrecision(row, 1 + step);
            double down = sample.averagePrecision(row, 1 - step);
            double derivative = (up - down) / (2 * step);
            sum += derivative * derivative;
        }

        RankingSums sums = sample.sums(precision(1 << 24), 1);
        assertThat(sums.averagePrecision()).isCloseTo(sample.averagePrecision(0, 1), within(1e-14));
        assertThat(sums.averagePrecisionVariance(sample.positives()))
                .isCloseTo(sum * sample.positives() / (sample.positives() - 1), within(1e-8));
    }

    @Test
    void aWeightOfTwoIsARowTwice() {
        Sample sample = new Sample(8, 50);
        RankingSums weighted = sample.sums(precision(1 << 24), 2);
        RankingSums plain = sample.sums(precision(1 << 24), 1);

        assertThat(weighted.rocAuc()).isCloseTo(plain.rocAuc(), within(1e-14));
        assertThat(weighted.averagePrecision()).isCloseTo(plain.averagePrecision(), within(1e-14));
    }

    @Test
    void spillingToDiskChangesNothing() {
        Sample sample = new Sample(9, 60_000);
        PairedRanking.Result inMemory = sample.paired(precision(1 << 26)).result();
        PairedRanking.Result spilled = sample.paired(precision(1 << 10)).result();

        assertThat(spilled.rocAuc().candidate()).isEqualTo(inMemory.rocAuc().candidate());
        assertThat(spilled.rocAuc().covariance()).isCloseTo(inMemory.rocAuc().covariance(), within(1e-18));
        assertThat(spilled.averagePrecision().champion())
                .isCloseTo(inMemory.averagePrecision().champion(), within(1e-15));
    }

    private Precision precision(long memory) {
        return new Precision(0.95, 1, memory, scratch);
    }

    /** For each positive the share of negatives below it, for each negative the share of positives above it. */
    private static double[][] placements(boolean[] positive, double[] score) {
        int positives = 0;
        for (boolean one : positive) {
            positives += one ? 1 : 0;
        }
        double[][] placements = {new double[positives], new double[positive.length - positives]};
        int[] at = new int[2];
        for (int i = 0; i < score.length; i++) {
            double sum = 0;
            for (int j = 0; j < score.length; j++) {
                if (positive[i] != positive[j]) {
                    double above = positive[i] ? score[i] - score[j] : score[j] - score[i];
                    sum += above > 0 ? 1 : above == 0 ? 0.5 : 0;
                }
            }
            int side = positive[i] ? 0 : 1;
            placements[side][at[side]++] = sum / placements[1 - side].length;
        }
        return placements;
    }

    private static double delong(double[][] first, double[][] second) {
        return covariance(first[0], second[0]) / first[0].length + covariance(first[1], second[1]) / first[1].length;
    }

    private static double covariance(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (first[i] - mean(first)) * (second[i] - mean(second));
        }
        return sum / (first.length - 1);
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    /** Two models' scores, with many ties. */
    private static final class Sample {
        private final boolean[] positive;
        private final double[] candidate;
        private final double[] champion;

        Sample(long seed, int rows) {
            SplittableRandom random = new SplittableRandom(seed);
            positive = new boolean[rows];
            candidate = new double[rows];
            champion = new double[rows];
            for (int i = 0; i < rows; i++) {
                positive[i] = random.nextInt(3) == 0;
                double common = random.nextDouble() * (positive[i] ? 1 : 0.7);
                candidate[i] = Math.round(10 * (common + random.nextDouble()) / 2) / 10.0;
                champion[i] = Math.round(10 * (common + random.nextDouble()) / 2) / 10.0;
            }
        }

        double positives() {
            double sum = 0;
            for (boolean one : positive) {
                sum += one ? 1 : 0;
            }
            return sum;
        }

        PairedRanking paired(Precision precision) {
            PairedRanking ranking = new PairedRanking(precision);
            for (int i = 0; i < positive.length; i++) {
                ranking.add(positive[i], candidate[i], champion[i], 1);
            }
            return ranking;
        }

        RankingSums sums(Precision precision, double weight) {
            ScoreRanking ranking = new ScoreRanking(weight != 1, precision);
            for (int i = 0; i < positive.length; i++) {
                ranking.add(candidate[i], positive[i], weight);
            }
            RankingSums sums = new RankingSums(ranking.positives(), ranking.negatives());
            try (ScoreGroups groups = ranking.groups()) {
                while (groups.next()) {
                    sums.add(groups);
                }
            }
            return sums;
        }

        /** By definition, with another weight for one row. */
        double averagePrecision(int row, double weight) {
            double sum = 0;
            double all = 0;
            for (int i = 0; i < positive.length; i++) {
                if (positive[i]) {
                    double hits = 0;
                    double seen = 0;
                    for (int j = 0; j < positive.length; j++) {
                        if (candidate[j] >= candidate[i]) {
                            double mass = j == row ? weight : 1;
                            seen += mass;
                            hits += positive[j] ? mass : 0;
                        }
                    }
                    double mass = i == row ? weight : 1;
                    all += mass;
                    sum += mass * hits / seen;
                }
            }
            return sum / all;
        }
    }
}
