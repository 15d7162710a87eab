package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a canary needs of the workspace and the build, before anything begins. */
final class InputReader {
    private static final String EVALUATION = "model-delivery/evaluation/";
    private static final String IMAGE = "model-delivery/image/";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int MOST_WARM_UP = 200;

    private final CanaryRequest request;
    private final Workbench bench;

    InputReader(CanaryRequest request, Workbench bench) {
        this.request = request;
        this.bench = bench;
    }

    /**
     * Reads all of it.
     *
     * @throws InvalidInputException if a file cannot be used, the digest has not passed the evaluation that it must pass, or the
     *     image was taken back before
     */
    Inputs read(Journal journal) {
        if (!request.force()) {
            journal.withdrawal(request.image()).ifPresent(this::refuse);
        }
        return new Inputs(manifests(), warmup(), judgeConfig(), evaluation(journal), bench.build());
    }

    private void refuse(Release withdrawal) {
        String build = withdrawal.build().isEmpty() ? "" : " by " + withdrawal.build();
        String why = withdrawal.reason().replaceFirst("\\.$", "");
        throw refused("image", request.image(), "was rolled back at " + withdrawal.finishedAt() + build + ": " + why,
                "release another image, or set force");
    }

    private List<String> manifests() {
        return request.cluster() == null
                ? List.of()
                : request.cluster().manifests().stream()
                        .map(manifest -> text("manifests", manifest, "apiVersion"))
                        .toList();
    }

    /** The text itself where its mark is in it, since a step without a workspace can be given no file. */
    private String text(String parameter, String value, String mark) {
        return value.contains(mark) ? value : bench.text(parameter, value);
    }

    private String judgeConfig() {
        return request.kayenta() == null ? "" : text("judgeConfig", request.kayenta().config(), "{");
    }

    private List<String> warmup() {
        if (request.warmup().isEmpty()) {
            return List.of();
        }
        List<String> lines = text("warmup", request.warmup(), "{").lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || lines.size() > MOST_WARM_UP) {
            throw refused("warmup", request.warmup(), "holds " + lines.size() + " requests",
                    "write 1 to " + MOST_WARM_UP + ", one a line");
        }
        return lines;
    }

    /**
     * What is known of the digest's evaluation. It passed when this build evaluated well under the required name and built
     * this digest, or when the ledger says so of an earlier release of the same digest.
     */
    private String evaluation(Journal journal) {
        String name = request.evaluation();
        if (name.isEmpty()) {
            return "";
        }
        if (!request.overrideReason().isEmpty()) {
            if (!bench.mayOverride()) {
                throw refused("overrideReason", request.overrideReason(), "needs a permission that the build's user lacks",
                        "ask somebody who may release without evaluation, or leave it out");
            }
            return Messages.Evaluation_overridden(name, request.overrideReason());
        }
        Matcher digest = DIGEST.matcher(request.image());
        if (!digest.find()) {
            throw refused("image", request.image(), "has no digest, so nobody can tell what was evaluated",
                    "write it as in registry/fraud@sha256:…");
        }
        String passed = Messages.Evaluation_passed(name);
        if (isBuiltAndGood(name, digest.group()) || journal.hasEvaluated(request.image(), passed)) {
            return passed;
        }
        throw refused("requireEvaluation", name, "has not passed for " + digest.group() + " in this build or an earlier release",
                "run evaluateModel with this name before, in the build that makes the image");
    }

    private boolean isBuiltAndGood(String evaluation, String digest) {
        List<ReportView> reports = bench.reports().stream().map(ReportView::new).toList();
        boolean good = reports.stream()
                .anyMatch(report -> report.text("schema").startsWith(EVALUATION)
                        && report.text("name").equals(evaluation)
                        && isGood(report.verdict()));
        boolean built = reports.stream()
                .anyMatch(report -> report.text("schema").startsWith(IMAGE) && report.text("digest").equals(digest));
        return good && built;
    }

    private static boolean isGood(Verdict verdict) {
        return verdict != null && verdict.isGood();
    }

    private static InvalidInputException refused(String field, String value, String cause, String cure) {
        return new InvalidInputException(
                CanaryRequest.PARAMETERS.step() + ": " + field + " '" + Excerpt.of(value) + "' " + cause + "; " + cure);
    }
}
