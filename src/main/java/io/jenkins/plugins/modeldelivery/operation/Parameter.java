package io.jenkins.plugins.modeldelivery.operation;

import java.util.List;
import java.util.Locale;

/**
 * One parameter of a step, the same in a Jenkinsfile, on a form, on the command line and in a configuration file.
 *
 * @param name lower camel case; the command line writes it in kebab case
 * @param defaultValue the default as a user would write it; the empty string when there is none
 * @param unit unit or format of the value, for documentation; the empty string when there is none
 * @param choices the permitted values of a CHOICE, as a user writes them
 * @param forms what a DESCRIBED value may be: the options of each by its symbol; empty for another type
 * @param singular for a list, the command line's second name that takes one element, without dashes; else the empty string
 */
public record Parameter(
        String name,
        Type type,
        boolean required,
        String defaultValue,
        String unit,
        List<String> choices,
        String singular,
        List<Parameters> forms) {

    /** The unit of the id of a stored credential. */
    static final String CREDENTIAL = "credentials id";

    /** How a value is read. */
    public enum Type {
        TEXT,
        FLAG,
        INTEGER,
        NUMBER,
        CHOICE,
        TEXT_LIST,
        INTEGER_LIST,
        /** Has options of its own. */
        DESCRIBED
    }

    public Parameter {
        choices = List.copyOf(choices);
        forms = List.copyOf(forms);
    }

    Parameter(
            String name, Type type, boolean required, String defaultValue, String unit, List<String> choices, String singular) {
        this(name, type, required, defaultValue, unit, choices, singular, List.of());
    }

    /** The command line's name for it: {@code onFail} is {@code --on-fail}. */
    public String option() {
        return "--" + kebab(name);
    }

    /** A name in lower camel case as the command line writes it: {@code evaluateModel} is {@code evaluate-model}. */
    public static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Whether the value is the id of a stored credential. */
    public boolean isCredential() {
        return unit.equals(CREDENTIAL);
    }

    public boolean isList() {
        return type == Type.TEXT_LIST || type == Type.INTEGER_LIST;
    }
}
