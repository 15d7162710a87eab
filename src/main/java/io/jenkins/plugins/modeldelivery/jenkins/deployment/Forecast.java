package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.model.Job;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.LinearRegression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long the next deployment will take, from the first look to what runs: a linear regression on the size of the image,
 * the files that the build's changes touch, and the number of objects that are changed together, over the job's own
 * deployments.
 */
final class Forecast {
    /** With fewer deployments the interval says nothing. */
    static final int LEAST = 5;
    private static final int MOST = 50;
    private static final double CONFIDENCE = 0.95;

    private final Estimate seconds;
    private final String basis;

    private Forecast(Estimate seconds, String basis) {
        this.seconds = seconds;
        this.basis = basis;
    }

    /** The forecast for a deployment of the job's last build; empty while there is too little history. */
    static Optional<Forecast> of(Job<?, ?> job, ReleaseHistory history) {
        List<double[]> cases = new ArrayList<>();
        List<Double> outcomes = new ArrayList<>();
        List<Release> promoted = history.promoted();
        for (Release release : promoted.subList(Math.max(0, promoted.size() - MOST), promoted.size())) {
            BuildOfRelease.of(job, release.build()).ifPresent(build -> {
                cases.add(features(build, release));
                outcomes.add(Duration.between(release.startedAt(), release.finishedAt()).toMillis() / 1000.0);
            });
        }
        if (cases.size() < LEAST || job.getLastBuild() == null) {
            return Optional.empty();
        }
        LinearRegression model = LinearRegression.fit(
                cases.toArray(double[][]::new), outcomes.stream().mapToDouble(Double::doubleValue).toArray());
        double[] next = features(new BuildOfRelease(job.getLastBuild()), promoted.get(promoted.size() - 1));
        return Optional.of(new Forecast(model.predict(next, CONFIDENCE), basis(model, cases.size())));
    }

    private static double[] features(BuildOfRelease build, Release release) {
        return new double[] {build.imageBytes(), build.changedFiles(), Math.max(1, release.manifests().size())};
    }

    private static String basis(LinearRegression model, int cases) {
        List<String> names = List.of(Messages.Forecast_image(), Messages.Forecast_code(), Messages.Forecast_environment());
        List<String> used = model.used().stream().map(names::get).toList();
        return used.isEmpty()
                ? Messages.Forecast_mean(Integer.toString(cases))
                : Messages.Forecast_basis(Integer.toString(cases), String.join(", ", used));
    }

    /** The forecast in words, with its interval and what it rests on. A deployment takes no less than no time. */
    String text() {
        return Messages.Forecast_text(
                Spans.of(seconds.value()), Spans.of(seconds.low()), Spans.of(seconds.high()), basis);
    }
}
