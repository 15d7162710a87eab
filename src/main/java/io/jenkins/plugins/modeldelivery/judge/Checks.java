package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import java.util.Set;

/** Which evidence each subject needs, and which columns it reads. */
final class Checks {
    private Checks() {}

    /** Evidence for a check, with nothing seen yet. */
    static CheckEvidence evidence(Gate gate) {
        Subject subject = gate.subject();
        return switch (subject.name()) {
            case Subjects.ERRORS -> new RateCheck(gate, "errors", "requests");
            case Subjects.DISAGREEMENT, Subjects.ACCURACY, Subjects.RATE ->
                new RateCheck(gate, column(subject) + "_sum", column(subject) + "_count");
            case Subjects.LATENCY -> new LatencyCheck(gate);
            case Subjects.PSI, Subjects.KS -> new DriftCheck(gate);
            default -> new MeanCheck(gate, column(subject));
        };
    }

    /** The column, or the beginning of the columns, that a subject is read from. */
    static String column(Subject subject) {
        return switch (subject.name()) {
            case Subjects.RATE, Subjects.METRIC, Subjects.PSI, Subjects.KS -> subject.argument();
            case Subjects.PROMQL -> subject.toString();
            default -> subject.name();
        };
    }

    /** Which columns a check needs that are not among {@code columns}, in words; the empty string when none is missing. */
    static String absent(Gate gate, Set<String> columns) {
        Subject subject = gate.subject();
        String column = column(subject);
        return switch (subject.name()) {
            case Subjects.ERRORS -> columns.containsAll(Set.of("errors", "requests")) ? "" : "errors and requests";
            case Subjects.DISAGREEMENT, Subjects.ACCURACY, Subjects.RATE ->
                columns.containsAll(Set.of(column + "_sum", column + "_count")) ? "" : column + "_sum and " + column + "_count";
            case Subjects.LATENCY, Subjects.PSI, Subjects.KS ->
                columns.stream().anyMatch(c -> c.startsWith(column + "_le_")) ? "" : column + "_le_<bound>";
            default ->
                columns.contains(column) || columns.contains(column + "_sum")
                        ? ""
                        : column + " or " + column + "_sum and " + column + "_count";
        };
    }

    /** Why the check's columns were not answered, as far as the source said; null when it did not say. */
    static NonAnswer missing(Gate gate, Observation observation) {
        String column = column(gate.subject());
        for (var entry : observation.nonAnswers().entrySet()) {
            if (entry.getKey().equals(column) || entry.getKey().startsWith(column + "_")) {
                return entry.getValue();
            }
        }
        boolean ofRequests = gate.subject().name().equals(Subjects.ERRORS) || gate.subject().name().equals(Subjects.LATENCY);
        return ofRequests ? observation.nonAnswers().get("requests") : null;
    }
}
