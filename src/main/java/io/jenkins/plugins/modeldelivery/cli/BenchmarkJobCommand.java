package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.benchmark.GpuBenchmark;
import io.jenkins.plugins.modeldelivery.benchmark.cluster.LoadBundle;
import io.jenkins.plugins.modeldelivery.benchmark.cluster.ReportLines;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code benchmark-job}: the load of a benchmark in a cluster, which prints its report for whoever started the Job. */
@Command(
        name = "benchmark-job",
        description = "Generates the load of gpuBenchmark in a Kubernetes Job. The step starts it; it is not meant for people.")
final class BenchmarkJobCommand implements Callable<Integer> {
    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "what the Job was given")
    private Path file;

    BenchmarkJobCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        LoadBundle bundle = read();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (LocalWorkbench bench =
                new LocalWorkbench(temporary, temporary, bundle.credentials(), Clock.systemUTC(), out::println)) {
            ReportLines.of(new GpuBenchmark().run(bundle.unfold(bench.scratch()), bench).toMap()).forEach(out::println);
        } catch (IOException e) {
            throw new InvalidInputException("the data cannot be written to " + temporary + " (" + e.getMessage()
                    + "); give the image a folder that can be written to", e);
        }
        return ExitStatus.GOOD;
    }

    private LoadBundle read() {
        try {
            return LoadBundle.unpack(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read (" + e.getClass().getSimpleName()
                    + "); this command is started by gpuBenchmark on: kubernetes(…)", e);
        }
    }
}
