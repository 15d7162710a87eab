package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.Util;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Described;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * One of our steps: it holds the user's options, null for those not given, and names its capability. It is also the one
 * property of the freestyle build step, so that both have the same options.
 */
public abstract class ModelStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String name;
    private String onFail;
    private String onInconclusive;

    /** The capability's class, which has a public constructor without parameters. */
    public abstract Class<? extends Capability> capability();

    /** The options that were given, by the names that the capability knows: as the Snippet Generator would write them. */
    final Map<String, ?> arguments() {
        @SuppressWarnings("unchecked")
        Class<ModelStep> type = (Class<ModelStep>) getClass();
        return described(new DescribableModel<>(type).uninstantiate2(this).getArguments());
    }

    private static Map<String, Object> described(Map<String, ?> arguments) {
        Map<String, Object> plain = new LinkedHashMap<>(arguments);
        plain.replaceAll((option, value) -> value instanceof UninstantiatedDescribable nested
                ? new Described(nested.getSymbol(), described(nested.getArguments()))
                : value);
        return plain;
    }

    /** The step's name in a Jenkinsfile. */
    final String symbol() {
        return ((ModelStepDescriptor) getDescriptor()).getFunctionName();
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getOnFail() {
        return onFail;
    }

    @DataBoundSetter
    public void setOnFail(String onFail) {
        // The default counts as not given, so that a form's snippet does not name it.
        this.onFail = Consequence.FAILURE.name().equals(onFail) ? null : Util.fixEmptyAndTrim(onFail);
    }

    public String getOnInconclusive() {
        return onInconclusive;
    }

    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = Util.fixEmptyAndTrim(onInconclusive);
    }

    /** A choice, null when it is the default, so that a form's snippet does not name it. */
    protected final String choice(String field, String value) {
        String given = Util.fixEmptyAndTrim(value);
        return ((ModelStepDescriptor) getDescriptor()).defaultOf(field).equals(given) ? null : given;
    }

    /** Numbers as a list; null when there are none. */
    protected static ArrayList<Integer> numbers(List<Integer> elements) {
        return elements == null || elements.isEmpty() ? null : new ArrayList<>(elements);
    }

    /** Lines as a list: a form's text area gives one element with several lines, a Jenkinsfile an element for each. */
    public static ArrayList<String> lines(List<String> elements) {
        if (elements == null) {
            return null;
        }
        ArrayList<String> lines = new ArrayList<>();
        elements.forEach(element -> element.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add));
        return lines.isEmpty() ? null : lines;
    }
}
