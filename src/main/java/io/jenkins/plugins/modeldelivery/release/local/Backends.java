package io.jenkins.plugins.modeldelivery.release.local;

import com.sun.net.httpserver.Headers;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Which server each arm is and how traffic is split between them. A change is one atomic replacement: a request sees
 * the split before it or the one after, never a mixture, and keeps the server it was given.
 */
public final class Backends {
    /** Null stands for an arm that is not there. */
    private record Split(URI stable, URI canary, int canaryPercent, Selection selection) {}

    private final AtomicReference<Split> split;

    /**
     * All traffic to stable, or to nobody where there is none.
     *
     * @param stable null for none
     * @param canary null for none
     */
    public Backends(URI stable, URI canary) {
        this.split = new AtomicReference<>(new Split(stable, canary, 0, Selection.WEIGHTS));
    }

    /**
     * What a request does: the arm it counts for and where it goes.
     *
     * @param copiedTo where a copy of it goes; null for nowhere
     */
    record Choice(Arm arm, URI address, URI copiedTo) {}

    /** Picks an arm by marks and weights; null when the arm that it falls to is not there. */
    Choice choose(Headers headers, RandomGenerator random) {
        Split now = split.get();
        boolean drawn = now.canaryPercent() > 0 && random.nextInt(100) < now.canaryPercent();
        boolean marked = now.canaryPercent() > 0 && now.selection().marks(headers);
        boolean canary = switch (now.selection().mode()) {
            case WEIGHTS -> drawn || marked;
            case MARKED -> drawn && marked;
            case MIRROR -> false;
        };
        URI address = canary ? now.canary() : now.stable();
        boolean copied = drawn && now.selection().mode() == Selection.Mode.MIRROR;
        return address == null ? null : new Choice(canary ? Arm.CANARY : Arm.STABLE, address, copied ? now.canary() : null);
    }

    /** Where a request goes that the canary could not be reached for; null when there is no stable. */
    Choice stable() {
        Split now = split.get();
        return now.stable() == null ? null : new Choice(Arm.STABLE, now.stable(), null);
    }

    /** The split as a route. */
    Route route() {
        Split now = split.get();
        return new Route(text(now.stable()), text(now.canary()), now.canaryPercent());
    }

    /** Shifts traffic; false when there is no canary to give any to. */
    boolean shift(int canaryPercent, Selection selection) {
        Split after = split.updateAndGet(now -> now.canary() == null && canaryPercent > 0
                ? now
                : new Split(now.stable(), now.canary(), canaryPercent, selection));
        return after.canaryPercent() == canaryPercent;
    }

    /** Makes the canary of this address the stable server; false when it is neither of the two. */
    boolean promote(String canary) {
        Split after = split.updateAndGet(
                now -> text(now.canary()).equals(canary) ? new Split(now.canary(), null, 0, Selection.WEIGHTS) : now);
        return text(after.stable()).equals(canary);
    }

    /** Gives all traffic to this server, and leaves no canary. */
    void restore(URI stable) {
        split.set(new Split(stable, null, 0, Selection.WEIGHTS));
    }

    Selection selection() {
        return split.get().selection();
    }

    private static String text(URI address) {
        return address == null ? "" : address.toString();
    }
}
