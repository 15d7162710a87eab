package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an image has that the one of an earlier build had not, and the other way round.
 *
 * @param reference of the earlier image
 * @param same whether it is the same image
 * @param sizeChange in bytes; negative if the image became smaller
 * @param added layers that only the new image has, as the report has them
 * @param removed layers that only the earlier one had
 * @param model for each fact of the model that changed what it was before and what it is now
 */
record ImageDifference(
        String reference,
        boolean same,
        long sizeChange,
        List<Map<String, Object>> added,
        List<Map<String, Object>> removed,
        Map<String, List<String>> model) {
    private static final List<String> FACTS = List.of("format", "parameters", "precision", "signature", "licence");

    /** Compares two reports, each as report.json holds it. */
    static ImageDifference between(Map<String, Object> earlier, Map<String, Object> now) {
        ReportView before = new ReportView(earlier);
        ReportView after = new ReportView(now);
        return new ImageDifference(
                before.text("reference"),
                before.text("digest").equals(after.text("digest")),
                (long) (after.number("size") - before.number("size")),
                only(after, before),
                only(before, after),
                model(before.object("model"), after.object("model")));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("reference", reference);
        map.put("same", same);
        map.put("sizeChange", sizeChange);
        map.put("added", added);
        map.put("removed", removed);
        List<Map<String, Object>> changes = new ArrayList<>();
        model.forEach((fact, values) -> changes.add(Map.of("fact", fact, "before", values.get(0), "now", values.get(1))));
        map.put("model", changes);
        return map;
    }

    /** One line for the log. */
    String line() {
        return same
                ? Messages.Log_unchanged(reference)
                : Messages.Log_difference(reference, Integer.toString(added.size()), Integer.toString(removed.size()), ImageSizes.showChange(sizeChange));
    }

    private static List<Map<String, Object>> only(ReportView one, ReportView other) {
        Set<String> known = other.objects("layers").stream().map(layer -> layer.text("digest")).collect(Collectors.toSet());
        List<Map<String, Object>> only = new ArrayList<>();
        for (ReportView layer : one.objects("layers")) {
            if (!known.contains(layer.text("digest"))) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("digest", layer.text("digest"));
                entry.put("kind", layer.text("kind"));
                entry.put("size", (long) layer.number("size"));
                entry.put("files", layer.texts("files"));
                only.add(entry);
            }
        }
        return only;
    }

    private static Map<String, List<String>> model(ReportView before, ReportView after) {
        Map<String, List<String>> changes = new LinkedHashMap<>();
        for (String fact : FACTS) {
            String was = before.text(fact) + before.whole(fact);
            String is = after.text(fact) + after.whole(fact);
            if (!was.equals(is)) {
                changes.put(fact, List.of(was, is));
            }
        }
        return changes;
    }
}
