package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.http.Authorization;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Redacted;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steers a {@link WeightedProxy} over its admin address, and reads its counters. */
public final class LocalRouter implements Router {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 1 << 20;

    private final URI admin;
    private final Credential token;
    private final Requester requester;
    private final Selection selection;

    /**
     * Reaches a proxy.
     *
     * @param admin as in {@code http://127.0.0.1:9901}
     * @param token the bearer token; its user name is not used
     */
    public LocalRouter(URI admin, Credential token, Requester requester) {
        this(admin, token, requester, Selection.WEIGHTS);
    }

    /**
     * The same where the canary's share is not one of all requests.
     *
     * @param selection which requests it is a share of
     */
    public LocalRouter(URI admin, Credential token, Requester requester, Selection selection) {
        this.admin = admin;
        this.token = token;
        this.requester = requester;
        this.selection = selection;
    }

    @Override
    public Route read() throws InterruptedException {
        return route(send("/weights", "GET", null));
    }

    @Override
    public Route shift(int canaryPercent) throws InterruptedException {
        Map<String, Object> order = new LinkedHashMap<>(selection.toMap());
        order.put("canary", (long) canaryPercent);
        send("/weights", "PUT", order);
        return read();
    }

    @Override
    public Route promote(String canary) throws InterruptedException {
        send("/promote", "POST", Map.of("canary", canary));
        return read();
    }

    @Override
    public Route restore(String version, List<String> manifests) throws InterruptedException {
        send("/restore", "POST", Map.of("stable", version));
        return read();
    }

    /** The proxy's counters in the Prometheus text format. Errors as in {@link #read}. */
    public String metrics() throws InterruptedException {
        return send("/metrics", "GET", null);
    }

    private String send(String path, String method, Map<String, Object> body) throws InterruptedException {
        URI uri = admin.resolve(path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Authorization", Authorization.bearer(token.secret()))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(ReportJson.line(body)))
                .build();
        HttpResponse<String> response = requester.send(request, BoundedBody.ofText(LONGEST_ANSWER));
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            throw new InvalidInputException("the proxy at " + Redacted.of(admin)
                    + " refuses the token; give the credentialsId of the token that the proxy was started with");
        }
        if (status != 200) {
            throw new SurroundingsException(method + " " + Redacted.of(uri) + " was answered with status " + status
                    + "; check that the address is the --admin of a model-delivery proxy");
        }
        return response.body();
    }

    private Route route(String answer) {
        ReportView view = new ReportView(ReportJson.read(answer, Redacted.of(admin)));
        double percent = view.number("canaryPercent");
        if (!(percent >= 0 && percent <= 100)) {
            throw new InvalidInputException("address '" + Redacted.of(admin)
                    + "' is not a model-delivery proxy's; give the address that it was started with as --admin");
        }
        return new Route(view.text("stable"), view.text("canary"), (int) percent);
    }
}
