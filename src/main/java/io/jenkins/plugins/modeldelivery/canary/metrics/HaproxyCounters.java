package io.jenkins.plugins.modeldelivery.canary.metrics;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.jenkins.plugins.modeldelivery.release.local.Arm;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what HAProxy counts of both servers: answers by the hundred of their status, connections and answers that failed. It
 * has no latency that could be compared.
 */
public final class HaproxyCounters implements MetricsSource {
    private static final List<String> ANSWERS =
            List.of("hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx", "hrsp_other");
    private static final List<String> FAILURES = List.of("econ", "eresp");

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
            arms.put(server.getField("svname"), Map.of(
                    "requests", sum(server, ANSWERS) + failed, "errors", sum(server, List.of("hrsp_5xx")) + failed));
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
