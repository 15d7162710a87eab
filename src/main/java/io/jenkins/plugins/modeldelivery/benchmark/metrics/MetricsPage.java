package io.jenkins.plugins.modeldelivery.benchmark.metrics;

import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Redacted;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

/** A page of metrics in the Prometheus text format. */
public final class MetricsPage {
    private static final int LONGEST = 16 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String parameter;
    private final URI url;
    private final Requester requester;
    private final Clock clock;

    /**
     * Names the page; nothing is asked yet.
     *
     * @param parameter that gave the address, for the error
     */
    public MetricsPage(String parameter, URI url, Outbound outbound, Clock clock) {
        this.parameter = parameter;
        this.url = url;
        this.requester = new Requester(outbound, Retries.NONE);
        this.clock = clock;
    }

    /**
     * Reads the page.
     *
     * @throws SurroundingsException if it does not answer
     * @throws io.jenkins.plugins.modeldelivery.operation.InvalidInputException if its answer is no page of metrics
     */
    public Reading read() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        try {
            HttpResponse<String> response = requester.sendOnce(request, BoundedBody.ofText(LONGEST));
            if (response.statusCode() != 200) {
                throw unusable("answered " + response.statusCode(), null);
            }
            return new Reading(clock.millis() / 1e3, Exposition.parse(shown(), response.body()));
        } catch (IOException e) {
            throw unusable("cannot be read: " + e, e);
        }
    }

    private SurroundingsException unusable(String cause, Exception reason) {
        return new SurroundingsException(
                shown() + " " + cause + "; check the address and that it can be reached from where the load is generated",
                reason);
    }

    private String shown() {
        return parameter + " " + Redacted.of(url);
    }
}
