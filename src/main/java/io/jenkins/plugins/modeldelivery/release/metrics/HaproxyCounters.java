package io.jenkins.plugins.modeldelivery.release.metrics;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.jenkins.plugins.modeldelivery.release.local.Arm;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what HAProxy knows of both servers: answers by the hundred of their status, connections and answers that failed, and
 * the mean time that a server took for its last answers, 1,024 at most, from the request until the head of the answer. There
 * is no histogram.
 */
public final class HaproxyCounters implements MetricsSource {
    /** Seconds. */
    public static final String RESPONSE_TIME = "response_time";

    private static final List<String> ANSWERS =
            List.of("hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx", "hrsp_other");
    private static final List<String> FAILURES = List.of("econ", "eresp");

    private static final double MILLIS = 1000;

    private final HaproxyRouter haproxy;

    public HaproxyCounters(HaproxyRouter haproxy) {
        this.haproxy = haproxy;
    }

    @Override
    public Scrape read() throws InterruptedException {
        return parse(haproxy.statistics());
    }

    static Scrape parse(String csv) {
        Map<String, Map<String, Double>> arms = new HashMap<>();
        for (NamedCsvRecord server : CsvReader.builder().ofNamedCsvRecord(csv.strip())) {
            double failed = sum(server, FAILURES);
            Map<String, Double> arm = new HashMap<>();
            arm.put("requests", sum(server, ANSWERS) + failed);
            arm.put("errors", sum(server, List.of("hrsp_5xx")) + failed);
            if (arm.get("requests") > failed) {
                arm.put(RESPONSE_TIME, sum(server, List.of("rtime")) / MILLIS);
            }
            arms.put(server.getField("svname"), arm);
        }
        return Scrape.ofArms(arms.getOrDefault(Arm.STABLE.label(), Map.of()), arms.getOrDefault(Arm.CANARY.label(), Map.of()));
    }

    private static double sum(NamedCsvRecord server, List<String> fields) {
        return fields.stream()
                .map(server::getField)
                .filter(text -> !text.isEmpty())
                .mapToDouble(Double::parseDouble)
                .sum();
    }
}
