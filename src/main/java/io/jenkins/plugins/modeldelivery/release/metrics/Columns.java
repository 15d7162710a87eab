package io.jenkins.plugins.modeldelivery.release.metrics;

import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import io.jenkins.plugins.modeldelivery.release.local.ProxyMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Turns what servers expose into the columns that the judge reads: {@code requests}, {@code errors} and {@code latency_…}
 * from the names of {@link ServerMetrics}; everything else under its own name, a histogram's buckets as
 * {@code <name>_le_<bound>}. Only what the checks ask for is kept.
 */
public final class Columns {
    private static final String LATENCY = "latency";
    private static final String BUCKET = "_bucket";
    private static final Set<String> ALWAYS = Set.of("requests", "latency_sum", "latency_count");

    private final Set<String> asked;
    private final List<ServerMetrics> known;
    private final Map<String, NonAnswer> nonAnswers = new HashMap<>();

    /**
     * Columns for these checks.
     *
     * @param asked columns, or beginnings of columns
     */
    public Columns(Set<String> asked) {
        this(asked, "");
    }

    /**
     * The same of servers whose names begin in their own way.
     *
     * @param prefix as in {@code http}; the empty string for names that are known
     */
    Columns(Set<String> asked, String prefix) {
        this.asked = asked;
        this.known = prefix.isEmpty() ? ServerMetrics.KNOWN : List.of(ServerMetrics.named(prefix));
    }

    /** What was there but is no number. */
    public Map<String, NonAnswer> nonAnswers() {
        return nonAnswers;
    }

    /** The names of all series that could be read. */
    public Set<String> series() {
        Set<String> names = new TreeSet<>();
        known.forEach(server -> server.names().forEach(names::add));
        names.addAll(List.of(ProxyMetrics.DISAGREEMENT + "_sum", ProxyMetrics.DISAGREEMENT + "_count"));
        for (String column : asked) {
            if (column.matches("[a-zA-Z_:][a-zA-Z0-9_:]*")) {
                names.addAll(List.of(column, column + BUCKET, column + "_sum", column + "_count"));
            }
        }
        return names;
    }

    /** The samples of one arm, told apart by pod. */
    public List<PodSample> pods(List<Sample> samples, Function<Sample, String> pod) {
        Map<String, List<Sample>> byPod = new LinkedHashMap<>();
        samples.forEach(sample -> byPod.computeIfAbsent(pod.apply(sample), name -> new ArrayList<>()).add(sample));
        List<PodSample> pods = new ArrayList<>();
        byPod.forEach((name, its) -> pods.add(new PodSample(name, of(its))));
        return pods;
    }

    /** The samples of one pod. */
    public Map<String, Double> of(List<Sample> samples) {
        Set<String> names = new HashSet<>();
        samples.forEach(sample -> names.add(sample.name()));
        Map<String, List<Double>> found = new LinkedHashMap<>();
        ServerMetrics server = known.stream().filter(candidate -> names.contains(candidate.requests())).findFirst().orElse(null);
        for (Sample sample : samples) {
            if (server == null || !ServerMetrics.counts(sample) || !take(sample, server, found)) {
                put(sample, column(sample, ServerMetrics.plain(sample.name()), 1), found);
            }
        }
        Map<String, Double> columns = new LinkedHashMap<>();
        found.forEach((column, values) -> {
            double sum = values.stream().mapToDouble(Double::doubleValue).sum();
            columns.put(column, Scrape.isCounter(column) ? sum : sum / values.size());
        });
        if (server != null && asked.contains("errors")) {
            columns.putIfAbsent("errors", 0.0);
        }
        return columns;
    }

    private boolean take(Sample sample, ServerMetrics server, Map<String, List<Double>> found) {
        boolean taken = true;
        if (sample.name().equals(server.requests())) {
            put(sample, "requests", found);
            if (server.isFailed(sample)) {
                put(sample, "errors", found);
            }
        } else if (sample.name().equals(server.failures())) {
            put(sample, "errors", found);
            if (server.beside()) {
                put(sample, "requests", found);
            }
        } else {
            taken = false;
        }
        if (!server.latency().isEmpty() && sample.name().startsWith(server.latency() + "_")) {
            String name = LATENCY + sample.name().substring(server.latency().length());
            put(inSeconds(sample, server), column(sample, name, server.perSecond()), found);
        }
        return taken;
    }

    private static Sample inSeconds(Sample sample, ServerMetrics server) {
        boolean sum = sample.name().endsWith("_sum");
        return sum
                ? new Sample(sample.name(), sample.labels(), sample.value() / server.perSecond(), sample.time())
                : sample;
    }

    private static String column(Sample sample, String name, double perUnit) {
        String bound = sample.labels().get("le");
        if (bound == null || !name.endsWith(BUCKET)) {
            return name;
        }
        String scaled = perUnit == 1 || bound.endsWith("Inf") ? bound : Double.toString(Double.parseDouble(bound) / perUnit);
        return name.substring(0, name.length() - BUCKET.length()) + "_le_" + scaled;
    }

    private void put(Sample sample, String column, Map<String, List<Double>> found) {
        if (!isAsked(column)) {
            return;
        }
        if (Double.isFinite(sample.value())) {
            found.computeIfAbsent(column, name -> new ArrayList<>()).add(sample.value());
        } else {
            nonAnswers.put(column, NonAnswer.NAN);
        }
    }

    /** All that is asked for as not answered, and why. */
    public Map<String, NonAnswer> unanswered(NonAnswer why) {
        Map<String, NonAnswer> columns = new HashMap<>(Map.of("requests", why));
        asked.stream().filter(column -> !column.startsWith("promql")).forEach(column -> columns.put(column, why));
        return columns;
    }

    /** Whether a check reads the column, or every judgement does. */
    public boolean isAsked(String column) {
        return ALWAYS.contains(column)
                || asked.stream().anyMatch(name -> column.equals(name) || column.startsWith(name + "_"));
    }
}
