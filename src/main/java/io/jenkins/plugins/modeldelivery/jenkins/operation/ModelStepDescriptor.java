package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.jenkins.credentials.StoredCredentials;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of all {@link ModelStep}s share: the fields that every step has, and how forms are filled and checked. */
public abstract class ModelStepDescriptor extends StepDescriptor {
    private final Capability capability;

    protected ModelStepDescriptor(Capability capability) {
        this.capability = capability;
    }

    @Override
    public String getFunctionName() {
        return capability.parameters().step();
    }

    /** A list's elements, one a line, as a text area shows them. */
    public final String lines(List<String> elements) {
        return elements == null ? null : String.join("\n", elements);
    }

    /**
     * What the capability says of one field, so that a form refuses what a run would refuse. Says nothing to whoever may not
     * configure the item.
     *
     * @param right a request that is right; the field is added to it
     */
    protected final FormValidation check(Item item, Map<String, ?> right, String field, String value) {
        if (item != null && !item.hasPermission(Item.CONFIGURE)) {
            return FormValidation.ok();
        }
        Map<String, Object> request = new HashMap<>(right);
        request.put(field, value);
        try {
            capability.check(request);
            return FormValidation.ok();
        } catch (InvalidInputException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** The values of a choice, the default first, since a form shows the first of them when none was given. */
    protected final ListBoxModel choices(String field) {
        Parameter parameter = parameter(field);
        ListBoxModel choices = new ListBoxModel();
        if (!parameter.defaultValue().isEmpty()) {
            choices.add(parameter.defaultValue());
        }
        parameter.choices().stream().filter(choice -> !choice.equals(parameter.defaultValue())).forEach(choices::add);
        return choices;
    }

    /** The credentials to choose from. */
    protected static ListBoxModel credentials(Item item, String current) {
        return StoredCredentials.choices(item, current);
    }

    /** The default as a user would write it, which a form shows in an empty field. */
    public final String defaultOf(String field) {
        return parameter(field).defaultValue();
    }

    private Parameter parameter(String field) {
        return capability.parameters().all().stream()
                .filter(parameter -> parameter.name().equals(field))
                .findFirst()
                .orElseThrow();
    }

    /** A list of whole numbers comes from a form as one text. */
    @Override
    public final Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        for (Parameter parameter : capability.parameters().all()) {
            if (parameter.type() == Parameter.Type.INTEGER_LIST && form.opt(parameter.name()) instanceof String text) {
                form.put(parameter.name(), numbers(text));
            }
        }
        return super.newInstance(request, form);
    }

    private static List<String> numbers(String text) {
        return Stream.of(text.split("[,\\s]+")).filter(number -> !number.isEmpty()).toList();
    }

    /** The numbers of a list as a text field shows them. */
    public final String numbers(List<Integer> elements) {
        return elements == null ? null : elements.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** A request that is right, for {@link #check}. */
    protected abstract Map<String, ?> example();

    @POST
    public final FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, example(), "name", value);
    }

    @POST
    public final ListBoxModel doFillOnFailItems() {
        ListBoxModel items = new ListBoxModel();
        for (Consequence consequence : Consequence.values()) {
            items.add(consequence.name());
        }
        return items;
    }

    @POST
    public final ListBoxModel doFillOnInconclusiveItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.ModelStepDescriptor_asOnFail(), "");
        items.addAll(doFillOnFailItems());
        return items;
    }
}
