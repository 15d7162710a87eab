package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import io.jenkins.plugins.modeldelivery.jenkins.operation.LongOperations;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongThreads;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.rollback.RollbackOnAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes the watches that a delivery concerns, so that none waits for its next look. Deliveries that come together are one. */
public final class WatchWaker {
    private static final Queue<Alert> HEARD = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean ASKED = new AtomicBoolean();

    private WatchWaker() {}

    /** Returns at once. */
    public static void heard(List<Alert> alerts) {
        HEARD.addAll(alerts);
        if (!alerts.isEmpty() && ASKED.compareAndSet(false, true)) {
            LongThreads.after(Duration.ZERO, WatchWaker::wake);
        }
    }

    private static void wake() {
        ASKED.set(false);
        List<Alert> alerts = new ArrayList<>();
        for (Alert alert = HEARD.poll(); alert != null; alert = HEARD.poll()) {
            alerts.add(alert);
        }
        LongOperations.wake(RollbackOnAlert.class, arguments -> RollbackOnAlert.isConcernedBy(arguments, alerts));
    }
}
