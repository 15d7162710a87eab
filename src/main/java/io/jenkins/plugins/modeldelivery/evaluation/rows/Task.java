package io.jenkins.plugins.modeldelivery.evaluation.rows;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the model was asked to do. */
public enum Task {
    /** One of two classes, one of which is the positive one. */
    BINARY,
    /** One of several classes. */
    MULTICLASS,
    /** A number. */
    REGRESSION;

    /** The name as a user writes it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isClassification() {
        return this != REGRESSION;
    }

    /** All names as a user writes them. */
    public static List<String> choices() {
        return Stream.of(values()).map(Task::written).toList();
    }
}
