package io.jenkins.plugins.modeldelivery.canary.metrics;

import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.Answer;
import io.jenkins.plugins.modeldelivery.prometheus.PrometheusApi;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import io.jenkins.plugins.modeldelivery.release.metrics.Columns;
import io.jenkins.plugins.modeldelivery.release.metrics.MetricsSource;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import io.jenkins.plugins.modeldelivery.release.metrics.ServerMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Asks a Prometheus, Thanos or VictoriaMetrics what both arms have counted: the raw counters by pod, and each
 * {@code promql} of the checks, all of it at one time.
 */
public final class PrometheusCounters implements MetricsSource {
    /** Two and a half times the usual scrape interval of a minute. */
    private static final Duration FRESH = Duration.ofSeconds(150);

    private final PrometheusApi api;
    private final ArmLabels.Reader arms;
    private final Set<String> asked;
    private final Map<String, String> expressions;
    private final Clock clock;

    /**
     * Asks one server.
     *
     * @param asked the columns that the checks read
     * @param expressions the checks' own expressions by their columns; {@value ArmLabels#PLACEHOLDER} in them stands for
     *     an arm's matchers
     */
    public PrometheusCounters(
            PrometheusApi api, ArmLabels.Reader arms, Set<String> asked, Map<String, String> expressions, Clock clock) {
        this.api = api;
        this.arms = arms;
        this.asked = asked;
        this.expressions = Map.copyOf(expressions);
        this.clock = clock;
    }

    /** The questions about one arm, on their way. */
    private record Asked(
            CompletableFuture<Answer> counters, CompletableFuture<Answer> newest, Map<String, CompletableFuture<Answer>> own) {}

    @Override
    public Scrape read() throws InterruptedException {
        Instant time = clock.instant();
        Columns columns = new Columns(asked);
        ArmLabels labels = arms.read();
        Asked stable = ask(labels.stable(), columns, time);
        Asked canary = ask(labels.canary(), columns, time);
        Map<String, NonAnswer> missing = new LinkedHashMap<>();
        List<PodSample> one = new ArrayList<>();
        List<PodSample> other = new ArrayList<>();
        NonAnswer why = why(stable, time);
        why = why == null ? why(canary, time) : why;
        if (why == null) {
            one.addAll(columns.pods(answer(stable.counters()).samples(), PrometheusCounters::pod));
            other.addAll(columns.pods(answer(canary.counters()).samples(), PrometheusCounters::pod));
        } else {
            missing.putAll(columns.unanswered(why));
        }
        own(stable, missing).ifPresent(one::add);
        own(canary, missing).ifPresent(other::add);
        missing.putAll(columns.nonAnswers());
        return Scrape.ofPods(one, other, missing);
    }

    private Asked ask(String matchers, Columns columns, Instant time) {
        String series = "{__name__=~\"" + String.join("|", columns.series()) + "\"," + matchers + "}";
        Map<String, CompletableFuture<Answer>> own = new LinkedHashMap<>();
        expressions.forEach((column, expression) ->
                own.put(column, api.query(expression.replace(ArmLabels.PLACEHOLDER, matchers), time)));
        return new Asked(api.query(series, time), api.query(newest(matchers), time), own);
    }

    /** When requests were last counted, under whichever name; a timestamp can be asked of one name at a time only. */
    private static String newest(String matchers) {
        List<String> names = ServerMetrics.KNOWN.stream()
                .map(known -> "max(timestamp(" + known.requests() + "{" + matchers + "}))")
                .toList();
        return String.join(" or ", names);
    }

    /**
     * Why an arm's counters cannot be counted on; null when they can, be it that there are none. What of one arm is known
     * must then wait with the other's: a canary would rise while nothing is known of stable.
     */
    private static NonAnswer why(Asked questions, Instant time) throws InterruptedException {
        if (isStale(answer(questions.newest()), time)) {
            return NonAnswer.STALE;
        }
        NonAnswer why = nonAnswer(answer(questions.counters()));
        return why == NonAnswer.EMPTY ? null : why;
    }

    /** What the checks' own expressions give for one arm. */
    private static Optional<PodSample> own(Asked questions, Map<String, NonAnswer> missing) throws InterruptedException {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<Answer>> own : questions.own().entrySet()) {
            Answer answer = answer(own.getValue());
            NonAnswer cause = answer.samples().size() > 1 ? NonAnswer.ERROR : nonAnswer(answer);
            if (cause == null) {
                values.put(own.getKey(), answer.samples().get(0).value());
            } else if (cause != NonAnswer.EMPTY) {
                missing.put(own.getKey(), cause);
            }
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new PodSample("", values));
    }

    /** A server that fails is an outage, not a non-answer: nothing at all is known then. */
    private static Answer answer(CompletableFuture<Answer> question) throws InterruptedException {
        try {
            Answer answer = question.get();
            if (answer.state() == Answer.State.UNAVAILABLE) {
                throw new SurroundingsException("Prometheus does not answer (" + answer.detail()
                        + "); check metrics, metricsCredentialsId and that it runs");
            }
            return answer;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Each value is judged by itself, so one that is no number does not spoil the others. */
    private static NonAnswer nonAnswer(Answer answer) {
        return switch (answer.state()) {
            case EMPTY -> NonAnswer.EMPTY;
            case PARTIAL -> NonAnswer.PARTIAL;
            case STALE -> NonAnswer.STALE;
            case REFUSED, UNAVAILABLE -> NonAnswer.ERROR;
            case NOT_A_NUMBER -> answer.samples().size() > 1 ? null : NonAnswer.NAN;
            case COMPLETE -> null;
        };
    }

    private static boolean isStale(Answer newest, Instant time) {
        return newest.isComplete() && time.getEpochSecond() - newest.samples().get(0).value() > FRESH.toSeconds();
    }

    private static String pod(Sample sample) {
        return sample.labels().getOrDefault("pod", sample.labels().getOrDefault("instance", ""));
    }
}
