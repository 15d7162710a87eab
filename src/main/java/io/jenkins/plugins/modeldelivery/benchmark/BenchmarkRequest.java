package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.cluster.ClusterPlace;
import io.jenkins.plugins.modeldelivery.benchmark.container.ServerImage;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuSource;
import io.jenkins.plugins.modeldelivery.benchmark.latency.ServiceLevel;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Expectations;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Protocol;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.LoadPlan;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.NumberRange;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.Scenario;
import io.jenkins.plugins.modeldelivery.benchmark.telemetry.TelemetryPlan;
import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.GateParser;
import io.jenkins.plugins.modeldelivery.http.Redacted;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What load to send where, and what is asked of the answers. A text that is empty was not given.
 *
 * @param url the server's address; for {@code http} with path and query
 * @param model the model's name in the server, where the protocol needs one
 * @param data JSON Lines file, a request's body a line; a relative path starts from the workspace
 * @param method HTTP method of protocol {@code http}
 * @param headers further HTTP headers, {@code name: value} each
 * @param body file with the body's template; takes the fields of a line of data
 * @param expect what a good response has: statuses and JSON paths
 * @param rates requests a second, a load point each; empty for a scenario without rates
 * @param concurrency connections, a load point each in scenario {@code closed}; elsewhere the first is the cap
 * @param trace file of the times of {@code trace}
 * @param burst requests of one burst
 * @param duration measured time of each load point
 * @param warmup longest time spent waiting for steadiness before the first load point
 * @param requestTimeout longest time of one request
 * @param slos what one request must keep to count as goodput
 * @param baseline report.json of an earlier benchmark to compare with; without it, the last build that passed
 * @param telemetry what to watch meanwhile
 * @param image what to start first; the server is then asked there, under the port and path of {@code url}
 * @param on where server and load run as Jobs; empty for here
 * @param generators load loops that generate each load together
 * @param credentialsId token, or user and password, of the model server
 * @param caCredentialsId id of a credential whose secret is the PEM certificate of an authority to trust
 * @param minRequests successes that a load point needs before {@code not worse} can pass
 */
public record BenchmarkRequest(
        URI url,
        Protocol protocol,
        String model,
        String data,
        String method,
        List<String> headers,
        String body,
        Expectations expect,
        Scenario scenario,
        List<Double> rates,
        List<Double> concurrency,
        int burst,
        String trace,
        Duration duration,
        Duration warmup,
        Duration requestTimeout,
        List<Gate> gates,
        List<ServiceLevel> slos,
        String baseline,
        TelemetryPlan telemetry,
        ServerImage image,
        Optional<InCluster> on,
        int generators,
        double confidence,
        long minRequests,
        long seed,
        String credentialsId,
        String caCredentialsId,
        String name,
        Consequence onFail,
        Consequence onInconclusive) {

    /**
     * A cluster to run in.
     *
     * @param arguments the request as it was given, without {@code on}, for whoever runs it there
     */
    public record InCluster(ClusterPlace place, Map<String, Object> arguments) {}

    /** The parameters of gpuBenchmark, as every door offers them. */
    public static final Parameters PARAMETERS = Parameters.named("gpuBenchmark")
            .text("url", "", "URL")
            .choice("protocol", "http", Protocol.choices())
            .text("model", "", "model name")
            .text("data", "", "JSON Lines file")
            .text("method", "", "HTTP method")
            .texts("headers", "header", "NAME: VALUE")
            .text("body", "", "file")
            .texts("expect", "", "2xx", "status or JSON path = value")
            .choice("scenario", "closed", Scenario.choices())
            .text("rate", "", "requests/s, or range 100..1000 step 100")
            .text("concurrency", "", "clients, or range 1..64 step 8")
            .integer("burst", "10", "requests")
            .text("trace", "", "file")
            .text("duration", "60s", "duration")
            .text("warmup", "60s", "duration")
            .text("requestTimeout", "10s", "duration")
            .texts("gates", "gate", "gate")
            .texts("slos", "slo", "gate")
            .text("baseline", "", "report file")
            .number("confidence", "0.95", "0.5 to below 1")
            .integer("minRequests", "1000", "requests")
            .integer("seed", "1", "")
            .choice("gpu", "auto", GpuSource.choices())
            .text("gpuMetrics", "", "URL")
            .text("serverMetrics", "", "URL")
            .text("image", "", "image reference")
            .text("dockerHost", "", "URL")
            .credential("imageCredentialsId")
            .described("on", ClusterPlace.OPTIONS)
            .integer("generators", "1", "load generators")
            .credential("credentialsId")
            .credential("caCredentialsId")
            .build();

    public BenchmarkRequest {
        headers = List.copyOf(headers);
        rates = List.copyOf(rates);
        concurrency = List.copyOf(concurrency);
        gates = List.copyOf(gates);
        slos = List.copyOf(slos);
        check(
                scenario.needsRate() != rates.isEmpty(),
                scenario.needsRate()
                        ? "scenario '" + scenario.written() + "' needs a rate; write it as in 100 or 100..1000 step 100"
                        : "rate means nothing for scenario '" + scenario.written() + "'; leave it out");
        check(
                concurrency.stream().allMatch(count -> count == Math.rint(count) && count <= 10_000),
                "concurrency must be whole numbers up to 10000; correct it");
        check(burst >= 1 && burst <= 1_000_000, "burst '" + burst + "' is out of range; write 1 to 1000000");
        check(
                !(image.isGiven() && protocol.isGrpc()),
                "image cannot be waited for by protocol '" + protocol.written()
                        + "', which has no page to ask; start the server before and give its url");
        check(
                image.isGiven() || image.dockerHost().isEmpty(),
                "dockerHost means nothing without image; give image, or leave it out");
        check(
                telemetry.serverMetrics().isPresent() || gates.stream().noneMatch(BenchmarkRequest::asksServer),
                "gates ask for queue_time, compute_time or batch_size, which only the metrics of a Triton server tell; give"
                        + " serverMetrics, as in http://fraud:8002/metrics");
        check(on.isEmpty() || !image.isGiven(), "image is started here, but on runs elsewhere; write on: kubernetes(image: …)");
        check(
                on.isEmpty() || telemetry.gpu() != GpuSource.NVIDIA_SMI,
                "gpu 'nvidia-smi' would see the load generator's GPUs, not the server's; write dcgm or triton with gpuMetrics");
        check(
                !startsInCluster(on) || url.getScheme().equals("http"),
                "url is https, but the server that on starts is asked by its pod's address, which no certificate names; write http");
        check(
                generators >= 1 && generators <= 64,
                "generators '" + generators + "' is out of range; write 1 to 64");
        int fewest = fewestConnections(scenario, concurrency);
        check(
                generators <= fewest,
                "generators '" + generators + "' share " + fewest + (fewest == 1 ? " connection" : " connections")
                        + "; give a higher concurrency, or fewer generators");
        check(
                image.isGiven() || image.credentialsId().isEmpty(),
                "imageCredentialsId means nothing without image; give image, or leave it out");
        check(!duration.isZero(), "duration is zero; write it as in 30s");
        check(!requestTimeout.isZero(), "requestTimeout is zero; write it as in 10s");
        check(
                confidence >= 0.5 && confidence <= 0.9999,
                "confidence '" + confidence + "' is out of range; write a share from 0.5 to 0.9999");
        check(
                protocol == Protocol.HTTP || !model.isEmpty(),
                "model is missing; protocol '" + protocol.written() + "' needs the model's name in the server");
        check(
                protocol == Protocol.HTTP || body.isEmpty() && method.isEmpty(),
                "method and body mean nothing for protocol '" + protocol.written() + "'; leave them out");
        check(protocol == Protocol.HTTP || !data.isEmpty(), "data is missing; name a JSON Lines file with a request a line");
        check(
                (scenario == Scenario.TRACE) != trace.isEmpty(),
                scenario == Scenario.TRACE
                        ? "trace is missing; name the file with the times of the requests"
                        : "trace means nothing for scenario '" + scenario.written() + "'; leave it out");
        check(
                scenario != Scenario.OFFLINE || !data.isEmpty(),
                "data is missing; scenario 'offline' sends all of its requests at once");
        check(
                scenario != Scenario.SEARCH || rates.size() > 1 && gates.stream().anyMatch(BenchmarkRequest::limits),
                "scenario 'search' needs a range of rates and a gate that limits something; write rate: '100..1000 step 50' and"
                        + " gates: ['p99 <= 50ms']");
        check(
                protocol.isStream() || slos.stream().noneMatch(slo -> slo.measure().needsStream()),
                "slos ask for what only a stream of tokens has; use latency or service, or protocol 'completions' or 'chat'");
    }

    private static boolean startsInCluster(Optional<InCluster> on) {
        return on.map(InCluster::place).filter(ClusterPlace::startsServer).isPresent();
    }

    private static int fewestConnections(Scenario scenario, List<Double> concurrency) {
        int otherwise = scenario == Scenario.CLOSED ? 1 : LoadPlan.OPEN_CONNECTIONS;
        return scenario == Scenario.SINGLE_STREAM
                ? 1
                : concurrency.stream().mapToInt(Double::intValue).min().orElse(otherwise);
    }

    /** Whether a gate compares with an earlier benchmark. */
    boolean compares() {
        return gates.stream().anyMatch(gate -> gate.condition().comparesWithBaseline());
    }

    /**
     * Reads the request from a step's arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    public static BenchmarkRequest of(Map<String, ?> values) {
        Arguments arguments = PARAMETERS.bind(values);
        GateParser parser = new GateParser(BenchmarkSubjects.CATALOG);
        check(
                !(arguments.isGiven("trace") && arguments.isGiven("duration")),
                "duration means nothing beside trace, which lasts as long as its file says; leave it out");
        return new BenchmarkRequest(
                url(arguments),
                arguments.choice("protocol", Protocol.class),
                arguments.text("model"),
                arguments.text("data"),
                arguments.text("method"),
                arguments.texts("headers"),
                arguments.text("body"),
                new Expectations(arguments.texts("expect")),
                arguments.choice("scenario", Scenario.class),
                range(arguments, "rate"),
                range(arguments, "concurrency"),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, arguments.integer("burst"))),
                arguments.text("trace"),
                Durations.parse("gpuBenchmark: duration", arguments.text("duration")),
                Durations.parse("gpuBenchmark: warmup", arguments.text("warmup")),
                Durations.parse("gpuBenchmark: requestTimeout", arguments.text("requestTimeout")),
                arguments.texts("gates").stream().map(parser::gate).toList(),
                arguments.texts("slos").stream().map(BenchmarkRequest::serviceLevel).toList(),
                arguments.text("baseline"),
                new TelemetryPlan(
                        arguments.choice("gpu", GpuSource.class),
                        page(arguments, "gpuMetrics"),
                        page(arguments, "serverMetrics")),
                new ServerImage(arguments.text("image"), arguments.text("dockerHost"), arguments.text("imageCredentialsId")),
                arguments.described("on").map(options -> new InCluster(ClusterPlace.of(options), arguments.given())),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, arguments.integer("generators"))),
                arguments.number("confidence"),
                arguments.integer("minRequests"),
                arguments.integer("seed"),
                arguments.text("credentialsId"),
                arguments.text("caCredentialsId"),
                arguments.useName(),
                arguments.onFail(),
                arguments.onInconclusive());
    }

    private static boolean asksServer(Gate gate) {
        return BenchmarkSubjects.OF_SERVER.contains(gate.subject().name());
    }

    private static boolean limits(Gate gate) {
        return !gate.condition().comparesWithBaseline() && !gate.warnOnly() && gate.direction() == Direction.LOWER_IS_BETTER;
    }

    private static ServiceLevel serviceLevel(String text) {
        Gate gate = new GateParser(BenchmarkSubjects.OF_ONE_REQUEST).gate(text);
        check(
                gate.condition() instanceof Condition.Compare && !gate.warnOnly(),
                "slos '" + Excerpt.of(text) + "' compares with nothing that one request has; write it as in 'ttft <= 200ms'");
        Condition.Compare compare = (Condition.Compare) gate.condition();
        ServiceLevel.Measure measure = ServiceLevel.Measure.valueOf(gate.subject().name().toUpperCase(Locale.ROOT));
        return new ServiceLevel(measure, compare.relation(), compare.limit());
    }

    private static URI url(Arguments arguments) {
        String text = arguments.text("url");
        boolean starts = arguments.isGiven("image")
                || arguments.described("on").filter(options -> options.isGiven("image")).isPresent();
        if (text.isEmpty() && starts) {
            return URI.create("http://localhost:8080/");
        }
        if (text.isEmpty()) {
            throw new InvalidInputException(PARAMETERS.step() + ": url is missing; name the model server's address");
        }
        return address(arguments, "url", "http://fraud:8080/predict");
    }

    private static Optional<URI> page(Arguments arguments, String name) {
        return arguments.isGiven(name)
                ? Optional.of(address(arguments, name, "http://fraud:8002/metrics"))
                : Optional.empty();
    }

    private static URI address(Arguments arguments, String name, String example) {
        String text = arguments.text(name);
        try {
            URI url = new URI(text);
            if (url.getRawUserInfo() != null) {
                throw arguments.refused(
                        name, Redacted.of(url), "carries a user or password", "remove them and give credentialsId instead");
            }
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Refused below like every other text that is no address.
        }
        throw arguments.refused(name, text, "is not a web address", "write it as in " + example);
    }

    private static List<Double> range(Arguments arguments, String name) {
        return arguments.isGiven(name) ? NumberRange.parse("gpuBenchmark: " + name, arguments.text(name)) : List.of();
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new InvalidInputException(PARAMETERS.step() + ": " + message);
        }
    }
}
