package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.ParameterDeclaration;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Gives the build's parameters their values: what the user gave, else the declared default. */
final class BuildParameters {
    private BuildParameters() {}

    /**
     * Declares the parameters of a declarative pipeline.
     *
     * @param arguments gives a declaration's named arguments
     * @throws InvalidInputException if a given value does not fit, or its parameter is not declared
     */
    static void declare(
            List<ParameterDeclaration> declarations, Function<ParameterDeclaration, Object> arguments, Build build) {
        Map<String, String> given = build.settings().parameters();
        Map<String, Object> values = new LinkedHashMap<>();
        for (ParameterDeclaration declaration : declarations) {
            Signature signature = signature(declaration.type());
            Object[] passed = {arguments.apply(declaration)};
            StepCall declared = StepCall.bind(signature, passed, build::refused);
            String name = declared.text("name");
            values.put(name, value(declared, given.get(name)));
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new InvalidInputException("parameter '" + name + "' is not declared by the Jenkinsfile; "
                        + (values.isEmpty() ? "it declares none" : "it declares " + String.join(", ", values.keySet())));
            }
        }
        build.environment().parameters(values);
    }

    /** Takes the given values as they are: a scripted pipeline declares none. */
    static void take(Build build) {
        build.environment().parameters(Map.copyOf(build.settings().parameters()));
    }

    /** The named arguments that a declaration of this type takes. */
    static Signature signature(String type) {
        return type.equals("choice")
                ? Signature.step("choice", "", "name", "choices", "description")
                : Signature.step(type, "", "name", "defaultValue", "description", "trim");
    }

    private static Object value(StepCall declared, String given) {
        return switch (declared.signature().name()) {
            case "booleanParam" -> flag(declared, given);
            case "choice" -> choice(declared, given);
            default -> text(declared, given);
        };
    }

    private static String text(StepCall declared, String given) {
        String text = given == null ? declared.text("defaultValue", "") : given;
        return declared.flag("trim", false) ? text.strip() : text;
    }

    private static boolean flag(StepCall declared, String given) {
        String text = given == null ? declared.text("defaultValue", "false") : given;
        if (!text.equals("true") && !text.equals("false")) {
            throw new InvalidInputException(
                    "parameter '" + declared.text("name") + "' is '" + text + "'; write true or false");
        }
        return text.equals("true");
    }

    private static String choice(StepCall declared, String given) {
        List<String> choices = declared.arguments().get("choices") instanceof Collection<?> list
                ? list.stream().map(Object::toString).toList()
                : declared.text("choices").lines().toList();
        if (given == null && !choices.isEmpty()) {
            return choices.get(0);
        }
        if (!choices.contains(given)) {
            throw new InvalidInputException("parameter '" + declared.text("name") + "' is '" + given
                    + "'; choose one of " + String.join(", ", choices));
        }
        return given;
    }
}
