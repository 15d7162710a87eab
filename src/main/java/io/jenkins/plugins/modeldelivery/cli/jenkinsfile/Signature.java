package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.util.List;

/**
 * How a step is called.
 *
 * @param name the step's name in a Jenkinsfile
 * @param single the parameter that a bare argument sets, as in {@code echo 'x'}; the empty string when there is none
 * @param parameters every named parameter that is supported; {@link #OPEN} when the step checks them itself
 * @param block whether a block follows
 */
record Signature(String name, String single, List<String> parameters, boolean block) {
    /** Marks a step that takes any named argument here, and refuses wrong ones itself. */
    static final List<String> OPEN = List.of("*");

    Signature {
        parameters = List.copyOf(parameters);
    }

    static Signature step(String name, String single, String... parameters) {
        return new Signature(name, single, List.of(parameters), false);
    }

    static Signature block(String name, String single, String... parameters) {
        return new Signature(name, single, List.of(parameters), true);
    }

    boolean knows(String parameter) {
        return parameters.equals(OPEN) || parameters.contains(parameter);
    }

    /** Says that a parameter is not supported, and which are. */
    String refusal(String parameter) {
        return name + ": its parameter '" + parameter + "' is not supported here; "
                + (parameters.isEmpty() ? "it takes none" : "supported are " + String.join(", ", parameters));
    }
}
