package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Streams nvidia-smi beside a load point, ten readings a second. Close it to end the process.
 */
final class NvidiaSmi implements GpuWatch {
    private static final String INTERVAL_MILLIS = "100";

    private final Process process;
    private final List<GpuSample> samples = new ArrayList<>();

    private NvidiaSmi(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "model-delivery nvidia-smi");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param program {@code nvidia-smi}, or a path to it
     * @return nothing when there is no such program on this machine
     */
    static Optional<GpuWatch> start(String program) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(NvidiaSmiLine.QUERY);
        command.addAll(List.of("-lms", INTERVAL_MILLIS));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return Optional.of(new NvidiaSmi(process));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized List<GpuSample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                NvidiaSmiLine.parse(line).ifPresent(this::add);
            }
        } catch (IOException | UncheckedIOException e) {
            // The process was ended while a line was read; what was read before counts.
        }
    }

    private synchronized void add(GpuSample sample) {
        samples.add(sample);
    }
}
