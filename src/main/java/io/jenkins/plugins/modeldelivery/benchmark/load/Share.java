package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One generator's part of a load that several generate together. Requests are dealt in turn, so that all parts together send
 * what one generator alone would send, each request at the same time.
 *
 * @param index from 0
 * @param of how many generators there are
 */
public record Share(int index, int of) {
    /** All of a load. */
    public static final Share WHOLE = new Share(0, 1);

    /** The parts of so many generators. */
    public static List<Share> among(int generators) {
        return IntStream.range(0, generators).mapToObj(index -> new Share(index, generators)).toList();
    }

    /** This part of the connections; those that do not divide evenly go to the first generators. */
    public int connections(int all) {
        return all / of + (index < all % of ? 1 : 0);
    }

    /** This part of a schedule, which nothing else may take times from. */
    public Schedule schedule(Schedule whole) {
        return of == 1 ? whole : new Dealt(whole);
    }

    /** Takes every so many-th time. */
    private final class Dealt implements Schedule {
        private final Schedule whole;
        private int skipped = index;

        Dealt(Schedule whole) {
            this.whole = whole;
        }

        @Override
        public long next(long elapsed) {
            for (; skipped > 0; skipped--) {
                if (whole.next(elapsed) == END) {
                    return END;
                }
            }
            skipped = of - 1;
            return whole.next(elapsed);
        }
    }
}
