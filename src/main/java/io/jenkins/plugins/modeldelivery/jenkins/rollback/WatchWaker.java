package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import io.jenkins.plugins.modeldelivery.jenkins.operation.LongOperations;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongThreads;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.prometheus.LabelMatcher;
import io.jenkins.plugins.modeldelivery.rollback.RollbackOnAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes the watches that a delivery concerns, so that none waits for its next look. Deliveries that come together are one. */
public final class WatchWaker {
    private static final Queue<Alert> HEARD = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean ASKED = new AtomicBoolean();
    /** By the arguments of a watch, for as long as there is one: many deliveries come to many watches. */
    private static final Map<Map<String, Object>, List<LabelMatcher>> CONCERNS = Collections.synchronizedMap(new WeakHashMap<>());

    private WatchWaker() {}

    /** Returns at once. */
    public static void heard(List<Alert> alerts) {
        HEARD.addAll(alerts);
        ask();
    }

    /** One at a time: what comes meanwhile waits for the next. */
    private static void ask() {
        if (!HEARD.isEmpty() && ASKED.compareAndSet(false, true)) {
            LongThreads.after(Duration.ZERO, WatchWaker::wake);
        }
    }

    private static void wake() {
        try {
            List<Alert> alerts = new ArrayList<>();
            for (Alert alert = HEARD.poll(); alert != null; alert = HEARD.poll()) {
                alerts.add(alert);
            }
            LongOperations.wake(RollbackOnAlert.class, arguments -> isConcernedBy(arguments, alerts));
        } finally {
            ASKED.set(false);
        }
        ask();
    }

    private static boolean isConcernedBy(Map<String, Object> arguments, List<Alert> alerts) {
        List<LabelMatcher> matchers = CONCERNS.computeIfAbsent(arguments, RollbackOnAlert::concerns);
        return alerts.stream()
                .anyMatch(alert -> matchers.stream().allMatch(matcher -> matcher.matches(alert.labels())));
    }
}
