package io.jenkins.plugins.modeldelivery.evaluation.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records come back sorted and whole, from memory or from disk. */
class RecordSorterTest {
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1, 100000", "3, 50000", "6, 20000"})
    void recordsAreSortedAndWhole(int width, int count) {
        for (long memory : new long[] {1 << 10, 1 << 30}) {
            RecordSorter sorter = new RecordSorter(width, memory, scratch);
            long[] keys = new long[count];
            SplittableRandom random = new SplittableRandom(width);
            for (int i = 0; i < count; i++) {
                keys[i] = random.nextInt(4) == 0 ? random.nextInt(50) : random.nextLong(Long.MAX_VALUE);
                add(sorter, width, keys[i]);
            }
            Arrays.sort(keys);

            assertThat(sorter.size()).isEqualTo(count);
            assertSorted(sorter, width, keys);
            assertSorted(sorter, width, keys);
        }
    }

    @Test
    void littleMemorySpillsToTheScratchFolder() throws IOException {
        RecordSorter sorter = new RecordSorter(1, 1 << 10, scratch);
        for (long i = 0; i < 50_000; i++) {
            sorter.add(50_000 - i);
        }
        sorter.sorted().close();

        try (Stream<Path> files = Files.list(scratch)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isGreaterThan(100_000);
        }
    }

    @Test
    void mergedSortersHoldTheRecordsOfBoth() {
        RecordSorter first = new RecordSorter(2, 1 << 12, scratch);
        RecordSorter second = new RecordSorter(2, 1 << 12, scratch);
        long[] keys = new long[10_000];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = i;
            add(i % 3 == 0 ? first : second, 2, i);
        }
        first.merge(second);

        assertThat(first.size()).isEqualTo(keys.length);
        assertSorted(first, 2, keys);
    }

    /** Further longs follow from the key, so that a record torn apart shows. */
    private static void add(RecordSorter sorter, int width, long key) {
        if (width == 1) {
            sorter.add(key);
            return;
        }
        long[] record = new long[width];
        for (int lane = 0; lane < width; lane++) {
            record[lane] = key ^ lane * 0x9E3779B97F4A7C15L;
        }
        sorter.add(record);
    }

    private static void assertSorted(RecordSorter sorter, int width, long[] keys) {
        try (Cursor cursor = sorter.sorted()) {
            for (long key : keys) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).isEqualTo(key);
                for (int lane = 0; lane < width; lane++) {
                    assertThat(cursor.lane(lane)).isEqualTo(key ^ lane * 0x9E3779B97F4A7C15L);
                }
            }
            assertThat(cursor.next()).isFalse();
        }
    }
}
