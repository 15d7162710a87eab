package io.jenkins.plugins.modeldelivery.evaluation.sort;

/** A run in memory. */
record MemoryRun(long[] records) implements Run {
    long bytes() {
        return (long) records.length * Long.BYTES;
    }

    @Override
    public Reader reader(int width) {
        return new Reader() {
            private boolean given;

            @Override
            public long[] block() {
                return records;
            }

            @Override
            public int nextBlock() {
                int length = given ? 0 : records.length;
                given = true;
                return length;
            }
        };
    }
}
