package io.jenkins.plugins.modeldelivery.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of one step, in the order in which documentation lists them. Immutable; built by {@link #named}. */
public final class Parameters {
    private final String step;
    private final Map<String, Parameter> byName;

    private Parameters(String step, Map<String, Parameter> byName) {
        this.step = step;
        this.byName = byName;
    }

    /** Starts the definition of a step's parameters, with those that every step has. */
    public static Builder named(String step) {
        return new Builder(step);
    }

    /** The step's name in a Jenkinsfile, such as {@code evaluateModel}. */
    public String step() {
        return step;
    }

    public List<Parameter> all() {
        return List.copyOf(byName.values());
    }

    Parameter get(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(step + " defines no parameter " + name);
        }
        return parameter;
    }

    /**
     * Binds values to the parameters. A null counts as not given.
     *
     * @throws InvalidInputException if a name is unknown or a required value is missing
     */
    public Arguments bind(Map<String, ?> values) {
        for (String name : values.keySet()) {
            if (!byName.containsKey(name)) {
                throw new InvalidInputException(step + ": there is no parameter '" + Excerpt.of(name) + "'; " + known(name));
            }
        }
        Arguments arguments = new Arguments(this, values);
        for (Parameter parameter : byName.values()) {
            if (parameter.required() && !arguments.isGiven(parameter.name())) {
                throw new InvalidInputException(step + ": " + parameter.name() + " is missing; give it as "
                        + parameter.name() + ": '…' or " + parameter.option() + " …");
            }
        }
        return arguments;
    }

    private String known(String wrong) {
        return byName.keySet().stream()
                .filter(name -> oneBeginsWithTheOther(name, wrong))
                .findFirst()
                .map(near -> "did you mean '" + near + "'?")
                .orElse("known are " + String.join(", ", byName.keySet()));
    }

    private static boolean oneBeginsWithTheOther(String name, String wrong) {
        int common = Math.min(name.length(), wrong.length());
        return common > 0 && name.regionMatches(true, 0, wrong, 0, common);
    }

    /** Collects definitions; each method adds one parameter. */
    public static final class Builder {
        private final String step;
        private final Map<String, Parameter> byName = new LinkedHashMap<>();

        private Builder(String step) {
            this.step = step;
        }

        public Builder required(String name, String unit) {
            return add(new Parameter(name, Parameter.Type.TEXT, true, "", unit, List.of(), ""));
        }

        public Builder text(String name, String defaultValue, String unit) {
            return add(new Parameter(name, Parameter.Type.TEXT, false, defaultValue, unit, List.of(), ""));
        }

        /** The id of a stored credential. */
        public Builder credential(String name) {
            return text(name, "", Parameter.CREDENTIAL);
        }

        public Builder flag(String name, boolean defaultValue) {
            return add(new Parameter(
                    name, Parameter.Type.FLAG, false, Boolean.toString(defaultValue), "", List.of(), ""));
        }

        public Builder integer(String name, String defaultValue, String unit) {
            return add(new Parameter(name, Parameter.Type.INTEGER, false, defaultValue, unit, List.of(), ""));
        }

        public Builder number(String name, String defaultValue, String unit) {
            return add(new Parameter(name, Parameter.Type.NUMBER, false, defaultValue, unit, List.of(), ""));
        }

        public Builder choice(String name, String defaultValue, List<String> choices) {
            return add(new Parameter(name, Parameter.Type.CHOICE, false, defaultValue, "", choices, ""));
        }

        public Builder requiredChoice(String name, List<String> choices) {
            return add(new Parameter(name, Parameter.Type.CHOICE, true, "", "", choices, ""));
        }

        public Builder texts(String name, String singular, String unit) {
            return texts(name, singular, "", unit);
        }

        public Builder texts(String name, String singular, String defaultValue, String unit) {
            return add(new Parameter(name, Parameter.Type.TEXT_LIST, false, defaultValue, unit, List.of(), singular));
        }

        public Builder integers(String name, String unit) {
            return integers(name, "", unit);
        }

        /** The default is written as a user would on a form: {@code 5, 25, 100}. */
        public Builder integers(String name, String defaultValue, String unit) {
            return add(new Parameter(name, Parameter.Type.INTEGER_LIST, false, defaultValue, unit, List.of(), ""));
        }

        /** A value with options of its own; its unit shows how one is written. */
        public Builder described(String name, Parameters form) {
            String unit = form.all().stream()
                    .map(option -> option.name() + ":")
                    .collect(Collectors.joining(", ", form.step() + "(", ")"));
            return add(new Parameter(name, Parameter.Type.DESCRIBED, false, "", unit, List.of(), "", List.of(form)));
        }

        /** The options of a described value, which is named by its symbol. */
        public Parameters options() {
            return new Parameters(step, new LinkedHashMap<>(byName));
        }

        /** Adds what every step has: {@code name}, {@code onFail}, {@code onInconclusive}. */
        public Parameters build() {
            List<String> consequences = List.of("FAILURE", "UNSTABLE", "CONTINUE");
            text("name", step, "letters, digits, '.', '_', '-'");
            choice("onFail", "FAILURE", consequences);
            choice("onInconclusive", "", consequences);
            return new Parameters(step, new LinkedHashMap<>(byName));
        }

        private Builder add(Parameter parameter) {
            if (byName.put(parameter.name(), parameter) != null) {
                throw new IllegalArgumentException("defined twice: " + parameter.name());
            }
            return this;
        }
    }
}
