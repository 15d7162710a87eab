package io.jenkins.plugins.modeldelivery.evaluation.sort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts records of a fixed number of longs by their first, which must not be negative. Records of equal first long keep
 * no particular order. Full chunks are sorted where they lie; once they take up more memory than granted they are merged
 * into a file in the scratch folder. Any number of cursors may read the result; nothing may be added after the first.
 */
public final class RecordSorter {
    /** Longs in a full chunk: with its header it fills eight regions of one MiB of the heap and no byte of a ninth. */
    private static final int CHUNK = (1 << 20) - 16;
    private static final int SMALLEST_CHUNK = 1 << 12;
    /** With little memory granted, chunks are small enough that this many fill it. */
    private static final int CHUNKS = 4;

    private final int width;
    private final int chunkLongs;
    private final long memory;
    private final Path scratch;
    private final List<MemoryRun> inMemory = new ArrayList<>();
    private final List<FileRun> inFiles = new ArrayList<>();
    private long[] chunk;
    private int filled;
    private long size;

    /**
     * Makes an empty sorter.
     *
     * @param width longs in a record
     * @param memory bytes that sorted runs may take up before they go to disk
     * @param scratch where they go
     */
    public RecordSorter(int width, long memory, Path scratch) {
        this.width = width;
        long longs = Math.max(SMALLEST_CHUNK, Math.min(CHUNK, memory / Long.BYTES / CHUNKS));
        this.chunkLongs = (int) longs / width * width;
        this.memory = memory;
        this.scratch = scratch;
    }

    /** Adds a record of one long. */
    public void add(long key) {
        reserve();
        chunk[filled++] = key;
    }

    /** Adds a record, copied from {@code values}. */
    public void add(long[] values) {
        reserve();
        System.arraycopy(values, 0, chunk, filled, width);
        filled += width;
    }

    /** Takes over the records of another sorter of the same width, which must not be used afterwards. */
    public void merge(RecordSorter other) {
        other.finishChunk();
        other.chunk = null;
        inMemory.addAll(other.inMemory);
        inFiles.addAll(other.inFiles);
        size += other.size;
        spillIfFull();
    }

    /** Records added. */
    public long size() {
        return size;
    }

    /** A new cursor before the smallest record. */
    public Cursor sorted() {
        finishChunk();
        chunk = null;
        List<Run> runs = new ArrayList<>(inMemory);
        runs.addAll(inFiles);
        return new Cursor(width, runs);
    }

    private void reserve() {
        if (chunk == null) {
            chunk = new long[chunkLongs];
        }
        if (filled == chunkLongs) {
            finishChunk();
            chunk = new long[chunkLongs];
        }
        size++;
    }

    private void finishChunk() {
        if (filled == 0) {
            return;
        }
        RadixSort.sort(chunk, filled, width);
        inMemory.add(new MemoryRun(filled == chunkLongs ? chunk : Arrays.copyOf(chunk, filled)));
        filled = 0;
        spillIfFull();
    }

    private void spillIfFull() {
        long bytes = 0;
        for (MemoryRun run : inMemory) {
            bytes += run.bytes();
        }
        if (bytes > memory) {
            inFiles.add(FileRun.write(new Cursor(width, List.copyOf(inMemory)), width, scratch));
            inMemory.clear();
        }
    }
}
