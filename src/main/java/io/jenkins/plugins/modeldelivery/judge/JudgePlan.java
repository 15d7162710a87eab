package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.GateParser;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is judged, and how sure one must be.
 *
 * @param checks at least one
 * @param alpha chance of a false alarm over all checks and all looks together, 0 to 0.5; shared equally
 * @param minRequests canary requests that must be seen before "not worse" without a margin can pass; zero or more
 */
public record JudgePlan(List<Gate> checks, double alpha, long minRequests) implements Judging {
    public static final double ALPHA = 0.05;

    public JudgePlan {
        checks = List.copyOf(checks);
        if (checks.isEmpty()) {
            throw new InvalidInputException("checks is empty; give at least one, as in 'errors not worse'");
        }
        if (!(alpha > 0 && alpha <= 0.5)) {
            throw new InvalidInputException(
                    "alpha " + alpha + " is not a chance of error; write one above 0 and up to 0.5, as in 0.05");
        }
        if (minRequests < 0) {
            throw new InvalidInputException("minRequests " + minRequests + " is negative; write 0 for none");
        }
        Set<String> texts = new HashSet<>();
        for (Gate check : checks) {
            if (!texts.add(check.text())) {
                throw new InvalidInputException("checks: '" + check.text() + "' stands there twice; leave one out");
            }
            refuseUnusable(check);
        }
    }

    /**
     * Reads the checks of a plan.
     *
     * @throws InvalidInputException naming the check, the place and the cure
     */
    public static JudgePlan of(List<String> checks, double alpha, long minRequests) {
        GateParser parser = new GateParser(Subjects.CATALOG);
        List<Gate> gates = new ArrayList<>();
        checks.forEach(check -> gates.add(parser.gate(check)));
        return new JudgePlan(gates, alpha, minRequests);
    }

    /**
     * Which columns the checks need that a recorded series lacks, as the rest of a sentence with its cure.
     *
     * @param columns the series' columns
     */
    public Optional<String> missingColumns(Set<String> columns) {
        return checks.stream()
                .filter(check -> !Checks.absent(check, columns).isEmpty())
                .findFirst()
                .map(check -> "lacks what the check '" + check.text() + "' is read from; add the columns "
                        + Checks.absent(check, columns));
    }

    @Override
    public Set<String> columns() {
        return checks.stream().map(check -> Checks.column(check.subject())).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Map<String, String> expressions() {
        return checks.stream()
                .map(Gate::subject)
                .filter(subject -> subject.name().equals(Subjects.PROMQL))
                .collect(Collectors.toMap(Checks::column, Subject::argument, (one, same) -> one));
    }

    /** Only what compares with nothing. */
    @Override
    public Optional<Judging> withoutStable() {
        List<Gate> absolute = checks.stream().filter(check -> !check.condition().comparesWithBaseline()).toList();
        return absolute.isEmpty() ? Optional.empty() : Optional.of(new JudgePlan(absolute, alpha, minRequests));
    }

    /** Its tests stay valid however often one looks, so each interval counts at once. */
    @Override
    public Map<String, Object> observe(Map<String, Object> seen, Observation observation, boolean exposed) {
        Judge judge = judge(seen);
        judge.observe(observation);
        return judge.state();
    }

    @Override
    public Verdict verdict(Map<String, Object> seen) {
        return judge(seen).verdict();
    }

    @Override
    public Judgement judgement(Map<String, Object> seen) {
        return judge(seen).judgement();
    }

    private Judge judge(Map<String, Object> seen) {
        return seen == null ? new Judge(this) : Judge.resume(this, seen);
    }

    /** The chance of error that each check may use over all its looks: Bonferroni's share. */
    double alphaPerCheck() {
        return alpha / checks.size();
    }

    private static void refuseUnusable(Gate check) {
        String name = check.subject().name();
        boolean distance = name.equals(Subjects.PSI) || name.equals(Subjects.KS) || name.equals(Subjects.DISAGREEMENT);
        if (distance && check.condition().comparesWithBaseline()) {
            throw new InvalidInputException("check '" + check.text() + "': " + name
                    + " already compares the canary with stable; write a limit, as in '" + name
                    + (name.equals(Subjects.DISAGREEMENT) ? " <= 2%'" : "(predictions) <= 0.2'"));
        }
        if (check.direction() == null && check.condition() instanceof Condition.Compare) {
            throw new InvalidInputException("check '" + check.text() + "': nobody knows which way " + name
                    + " gets better; put 'lower' or 'higher' before it");
        }
    }
}
