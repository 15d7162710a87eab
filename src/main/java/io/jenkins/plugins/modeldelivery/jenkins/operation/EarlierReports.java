package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the same use of a step, by its name, left in earlier builds of the job. Looks at a bounded number of builds, so that
 * a long history costs no more; a report that somebody deleted is passed over.
 */
final class EarlierReports {
    private static final int BUILDS = 50;

    private final Run<?, ?> run;
    private final String step;
    private final String name;

    EarlierReports(Run<?, ?> run, String step, String name) {
        this.run = run;
        this.step = step;
        this.name = name;
    }

    /** The newest of them. */
    Optional<Map<String, Object>> previous() {
        return newest(verdict -> true);
    }

    /** The newest whose verdict was PASS or WARN. */
    Optional<Map<String, Object>> lastGood() {
        return newest(verdict -> verdict == Verdict.PASS || verdict == Verdict.WARN);
    }

    private Optional<Map<String, Object>> newest(Predicate<Verdict> wanted) {
        Run<?, ?> build = run.getPreviousBuild();
        for (int seen = 0; build != null && seen < BUILDS; seen++) {
            Optional<Map<String, Object>> report = of(build, wanted);
            if (report.isPresent()) {
                return report;
            }
            build = build.getPreviousBuild();
        }
        return Optional.empty();
    }

    private Optional<Map<String, Object>> of(Run<?, ?> build, Predicate<Verdict> wanted) {
        return build.getActions(VerdictAction.class).stream()
                .filter(action -> action.getName().equals(name) && action.getStep().equals(step))
                .filter(action -> wanted.test(Verdict.valueOf(action.getVerdict())))
                .flatMap(action -> read(action).stream())
                .findFirst();
    }

    private static Optional<Map<String, Object>> read(VerdictAction action) {
        try {
            return Optional.of(action.report());
        } catch (InvalidInputException | SurroundingsException e) {
            return Optional.empty();
        }
    }
}
