package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.metrics.MetricsSource;
import java.util.function.Function;

/**
 * Everything outside that a canary speaks to.
 *
 * @param ground what else the release needs beside its router
 * @param probers gives what sends warm-up requests to a route's canary
 */
record Connection(
        Router router,
        MetricsSource metrics,
        Ground ground,
        Webhooks webhooks,
        Function<Route, Prober> probers,
        Runnable closing)
        implements AutoCloseable {

    /** What sends warm-up requests; a route that is not known, or has no canary, answers none. */
    Prober prober(Route route) {
        return route == null || !route.hasCanary() ? () -> new WarmUp.Round(0, 1, Double.NaN) : probers.apply(route);
    }

    @Override
    public void close() {
        closing.run();
    }
}
