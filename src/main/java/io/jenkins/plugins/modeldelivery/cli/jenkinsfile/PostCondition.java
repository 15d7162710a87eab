package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The conditions of a post section, in the order in which Jenkins looks at them. Every run here is a first build. */
enum PostCondition {
    ALWAYS("always", result -> true),
    CHANGED("changed", result -> true),
    FIXED("fixed", result -> false),
    REGRESSION("regression", result -> false),
    ABORTED("aborted", result -> result == Result.ABORTED),
    SUCCESS("success", result -> result == Result.SUCCESS),
    UNSUCCESSFUL("unsuccessful", result -> result != Result.SUCCESS),
    UNSTABLE("unstable", result -> result == Result.UNSTABLE),
    FAILURE("failure", result -> result == Result.FAILURE),
    NOT_BUILT("notBuilt", result -> result == Result.NOT_BUILT),
    CLEANUP("cleanup", result -> true);

    private final String word;
    private final Predicate<Result> condition;

    PostCondition(String word, Predicate<Result> condition) {
        this.word = word;
        this.condition = condition;
    }

    /** The condition written like this in a Jenkinsfile. */
    static Optional<PostCondition> of(String word) {
        return Arrays.stream(values()).filter(condition -> condition.word.equals(word)).findFirst();
    }

    /** All of them, for a message. */
    static String words() {
        return Arrays.stream(values()).map(PostCondition::word).collect(Collectors.joining(", "));
    }

    /** What it is called in a Jenkinsfile. */
    String word() {
        return word;
    }

    boolean holds(Result result) {
        return condition.test(result);
    }
}
