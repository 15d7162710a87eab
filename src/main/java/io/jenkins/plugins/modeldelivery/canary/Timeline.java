package io.jenkins.plugins.modeldelivery.canary;

import java.util.ArrayList;
import java.util.List;

/** What happened and how traffic went, of bounded size however long a canary takes: old intervals grow coarser. */
public record Timeline(List<CanaryEvent> events, List<TrafficPoint> traffic) {
    static final Timeline EMPTY = new Timeline(List.of(), List.of());

    private static final int MOST_EVENTS = 100;
    private static final int MOST_POINTS = 240;

    public Timeline {
        events = List.copyOf(events);
        traffic = List.copyOf(traffic);
    }

    Timeline with(CanaryEvent event) {
        List<CanaryEvent> more = new ArrayList<>(events);
        more.add(event);
        return new Timeline(more.subList(Math.max(0, more.size() - MOST_EVENTS), more.size()), traffic);
    }

    Timeline with(TrafficPoint point) {
        List<TrafficPoint> more = new ArrayList<>(traffic);
        more.add(point);
        return new Timeline(events, more.size() > MOST_POINTS ? halved(more) : more);
    }

    private static List<TrafficPoint> halved(List<TrafficPoint> points) {
        List<TrafficPoint> half = new ArrayList<>();
        for (int i = 0; i + 1 < points.size(); i += 2) {
            half.add(points.get(i).with(points.get(i + 1)));
        }
        if (points.size() % 2 == 1) {
            half.add(points.get(points.size() - 1));
        }
        return half;
    }
}
