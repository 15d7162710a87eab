package io.jenkins.plugins.modeldelivery.benchmark.server;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the server's own metrics say of a load point.
 *
 * @param seconds between the first and the last reading
 * @param models what Triton did for each model; empty for another server
 * @param means what each histogram and summary recorded, by name: the mean of what was added, in its unit
 * @param counters by how much each counter grew, all its series together
 * @param gauges mean of each gauge over the readings, all its series together
 */
public record ServerFigures(
        double seconds,
        List<TritonModel> models,
        Map<String, Mean> means,
        Map<String, Double> counters,
        Map<String, Double> gauges) {
    /** More names than this are not kept: a report must stay readable, and some servers show thousands. */
    private static final int MOST = 100;

    private static final String SUM = "_sum";
    private static final String COUNT = "_count";
    private static final String TOTAL = "_total";

    /** The mean of what one histogram or summary recorded, and of how many values. */
    public record Mean(double value, double count) {}

    /**
     * Sums up.
     *
     * @param inference Triton's counters in every reading, at least two of them
     * @param confidence of the intervals
     */
    static ServerFigures of(
            Reading first, Reading last, Map<String, Double> gauges, List<Reading> inference, double confidence) {
        CounterChanges changes = new CounterChanges(first, last);
        Map<String, Double> grown = changes.byName();
        grown.values().removeIf(change -> change == 0);
        Map<String, Mean> means = new TreeMap<>();
        Map<String, Double> counters = new TreeMap<>();
        grown.forEach((name, change) -> {
            if (name.endsWith(COUNT) && grown.containsKey(withoutEnd(name, COUNT) + SUM)) {
                String base = withoutEnd(name, COUNT);
                put(means, base, new Mean(grown.get(base + SUM) / change, change));
            } else if (name.endsWith(TOTAL)) {
                put(counters, name, change);
            }
        });
        return new ServerFigures(last.time() - first.time(), TritonModel.of(inference, confidence), means, counters, gauges);
    }

    /**
     * Whether a name is that of a gauge, as the conventions of names have it. Runtimes' own are left out, and so are
     * counters that Triton names in another way.
     */
    static boolean isGauge(String name) {
        return List.of(TOTAL, SUM, COUNT, "_bucket", "_created", "_info").stream().noneMatch(name::endsWith)
                && List.of("python_", "process_", "go_", "jvm_", "nv_", "DCGM_").stream().noneMatch(name::startsWith);
    }

    static <T> void put(Map<String, T> map, String name, T value) {
        if (map.size() < MOST || map.containsKey(name)) {
            map.put(name, value);
        }
    }

    private static String withoutEnd(String name, String end) {
        return name.substring(0, name.length() - end.length());
    }

    /** What was done for a model; of a server that was asked for one only, that one, whatever its name. */
    public Optional<TritonModel> model(String name) {
        return models.stream()
                .filter(model -> models.size() == 1 || model.name().equals(name))
                .findFirst();
    }

    /** The figures as the report holds them. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seconds", seconds);
        map.put("models", models.stream().map(TritonModel::toMap).toList());
        Map<String, Object> recorded = new LinkedHashMap<>();
        means.forEach((name, mean) -> recorded.put(name, Map.of("value", mean.value(), "count", mean.count())));
        map.put("means", recorded);
        map.put("counters", counters);
        map.put("gauges", gauges);
        return map;
    }
}
