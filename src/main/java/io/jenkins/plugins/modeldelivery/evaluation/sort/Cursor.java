package io.jenkins.plugins.modeldelivery.evaluation.sort;

import java.util.List;

/** Walks sorted runs as one: a binary heap of their heads. Starts before the first record. */
public final class Cursor implements AutoCloseable {
    private final int width;
    private final Source[] heap;
    private int live;
    private boolean started;

    Cursor(int width, List<? extends Run> runs) {
        this.width = width;
        this.heap = new Source[runs.size()];
        for (Run run : runs) {
            Source source = new Source(run.reader(width));
            if (source.fill()) {
                heap[live++] = source;
            }
        }
        for (int i = live / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** Goes to the next record; false when there is none. */
    public boolean next() {
        if (!started) {
            started = true;
            return live > 0;
        }
        if (live == 0) {
            return false;
        }
        if (!heap[0].advance(width)) {
            heap[0].reader.close();
            heap[0] = heap[--live];
            heap[live] = null;
        }
        if (live > 1) {
            sink(0);
        }
        return live > 0;
    }

    /** The first long of the current record, by which records are sorted. */
    public long key() {
        return heap[0].key;
    }

    /** One of the current record's longs. */
    public long lane(int lane) {
        return heap[0].block[heap[0].position + lane];
    }

    @Override
    public void close() {
        for (int i = 0; i < live; i++) {
            heap[i].reader.close();
        }
        live = 0;
    }

    private void sink(int from) {
        Source sinking = heap[from];
        int at = from;
        for (int child = 2 * at + 1; child < live; child = 2 * at + 1) {
            if (child + 1 < live && heap[child + 1].key < heap[child].key) {
                child++;
            }
            if (sinking.key <= heap[child].key) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = sinking;
    }

    private static final class Source {
        private final Run.Reader reader;
        private long[] block;
        private int position;
        private int end;
        private long key;

        Source(Run.Reader reader) {
            this.reader = reader;
        }

        boolean fill() {
            end = reader.nextBlock();
            block = reader.block();
            position = 0;
            key = end > 0 ? block[0] : 0;
            return end > 0;
        }

        boolean advance(int width) {
            position += width;
            if (position >= end) {
                return fill();
            }
            key = block[position];
            return true;
        }
    }
}
