package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the values of one page by device. A page may show a board's value once for each MIG instance, or for each pod
 * that shares the board; it counts once, and what the board has as a whole goes to the board.
 */
final class GpuReadings {
    private record Key(String device, String instance) {}

    private static final class Device {
        private final Map<GpuField, Double> values = new EnumMap<>(GpuField.class);
        private String name = "";
    }

    private final Map<Key, Device> devices = new LinkedHashMap<>();

    /** Notes a value in the unit of its field; the first one of a field counts. */
    void add(String board, String instance, String name, GpuField field, double value) {
        Device whole = device(board, "", name);
        Device part = instance.isEmpty() ? whole : device(board, instance, name);
        (field.isOfBoard() ? whole : part).values.putIfAbsent(field, value);
    }

    /** Notes that there is such a device, though none of its values is known. */
    Device device(String board, String instance, String name) {
        Device device = devices.computeIfAbsent(new Key(board, instance), any -> new Device());
        if (device.name.isEmpty()) {
            device.name = name;
        }
        return device;
    }

    List<GpuSample> samples(double time) {
        List<GpuSample> samples = new ArrayList<>();
        devices.forEach((key, device) ->
                samples.add(new GpuSample(time, key.device(), key.instance(), device.name, device.values)));
        return samples;
    }
}
