package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.JobState;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions;
import io.jenkins.plugins.modeldelivery.kubernetes.RunningJob;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A benchmark in a cluster: the model server as one Job, the load as another, which runs this very benchmark and prints its
 * report. Both are gone afterwards, also when the work fails or is cancelled.
 */
public final class ClusterBenchmark {
    private static final Duration LONGEST_START = Duration.ofMinutes(15);
    private static final long PAUSE_MILLIS = 500;
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
    /** Parameters that may name a page of the server that is started here. */
    private static final List<String> PAGES = List.of("gpuMetrics", "serverMetrics");

    private final ClusterPlace place;
    private final URI url;
    private final String readyPath;
    private final Workbench bench;

    /**
     * Prepares it.
     *
     * @param url where the server is; of one that is started, its port and path
     * @param readyPath what answers with success once it serves; the empty string for its port's being open
     */
    public ClusterBenchmark(ClusterPlace place, URI url, String readyPath, Workbench bench) {
        this.place = place;
        this.url = url;
        this.readyPath = readyPath;
        this.bench = bench;
    }

    /**
     * Runs it and returns the report.
     *
     * @param load what the load generator is given; its {@code url} is set here
     * @throws SurroundingsException if a Job does not come to its end
     */
    public Map<String, Object> run(LoadBundle load) throws InterruptedException {
        try (ClusterConnection connection = place.cluster().open(bench, Outbound.of(bench))) {
            new Permissions(connection, place.namespace()).require(RunningJob.needed());
            if (!place.startsServer()) {
                return generate(connection, load, null);
            }
            try (JobWatch server = JobWatch.start(connection, place.server(url, readyPath), "server", line -> false, bench)) {
                return generate(connection, addressed(load, serving(server)), server);
            }
        }
    }

    /** Waits until the server serves and returns its pod's address. */
    private String serving(JobWatch server) throws InterruptedException {
        Instant end = bench.clock().instant().plus(LONGEST_START);
        while (bench.clock().instant().isBefore(end)) {
            JobState state = server.look();
            if (state.hasEnded()) {
                throw server.failure("ended before it served" + because(state));
            }
            if (state.phase() == JobState.Phase.RUNNING) {
                return state.address().contains(":") ? "[" + state.address() + "]" : state.address();
            }
            bench.progress(Messages.Progress_waiting(state.reason()));
            Thread.sleep(PAUSE_MILLIS);
        }
        throw server.failure("did not serve within " + LONGEST_START.toMinutes() + " minutes" + because(server.look()));
    }

    private Map<String, Object> generate(ClusterConnection connection, LoadBundle bundle, JobWatch server) throws InterruptedException {
        ReportLines lines = new ReportLines();
        try (JobWatch load = JobWatch.start(connection, place.load(bundle), "load", lines::take, bench)) {
            JobState state = load.look();
            boolean serverEnded = false;
            while (!state.hasEnded()) {
                if (server != null && !serverEnded) {
                    JobState now = server.look();
                    serverEnded = now.hasEnded();
                    if (serverEnded) {
                        bench.log(Messages.Log_serverEnded(now.reason()));
                    }
                }
                bench.progress(Messages.Progress_waiting(state.reason()));
                Thread.sleep(PAUSE_MILLIS);
                state = load.look();
            }
            // What it printed last may have come after the look that saw its end begin.
            load.look();
            String end = because(state);
            return lines.report().orElseThrow(() -> load.failure("ended without a report" + end));
        }
    }

    private static String because(JobState state) {
        return state.reason().isEmpty() ? "" : " (" + state.reason() + ")";
    }

    /** The same load, sent to the pod of the server. */
    private LoadBundle addressed(LoadBundle load, String host) {
        Map<String, Object> arguments = new LinkedHashMap<>(load.arguments());
        arguments.put("url", at(url, host).toString());
        for (String page : PAGES) {
            if (arguments.get(page) instanceof String text && LOCAL.contains(URI.create(text).getHost())) {
                arguments.put(page, at(URI.create(text), host).toString());
            }
        }
        return new LoadBundle(arguments, load.files(), load.credentials());
    }

    private static URI at(URI uri, String host) {
        String rest = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme() + "://" + host + port + rest + query);
    }
}
