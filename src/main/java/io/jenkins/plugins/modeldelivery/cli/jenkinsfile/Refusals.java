package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;

/** What a Jenkinsfile holds that is not supported, found before anything runs. */
final class Refusals {
    private record Refusal(int line, String message) {}

    private final List<Refusal> refusals = new ArrayList<>();

    void add(ASTNode place, String message) {
        refusals.add(new Refusal(place.getLineNumber(), message));
    }

    /**
     * Throws what was found, as one line: the first in full, the lines of the others.
     *
     * @throws InvalidInputException unless there is none
     */
    void throwIfAny() {
        if (refusals.isEmpty()) {
            return;
        }
        refusals.sort(Comparator.comparingInt(Refusal::line));
        Refusal first = refusals.get(0);
        String others = refusals.stream()
                .skip(1)
                .map(refusal -> refusal.line() + " (" + head(refusal.message()) + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        throw new InvalidInputException(JenkinsfileCompiler.SOURCE + ":" + first.line() + ": " + first.message()
                + (others.isEmpty() ? "" : "; also refused: line " + others));
    }

    private static String head(String message) {
        return message.split(" is not supported| may | needs ", 2)[0];
    }
}
