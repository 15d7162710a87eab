package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.SimpleParameterDefinition;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.JobStarter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Starts jobs of this Jenkins with the rights that the build had which asked for the operation. */
final class ControllerJobs implements JobStarter {
    private final StoredOperation operation;

    ControllerJobs(StoredOperation operation) {
        this.operation = operation;
    }

    @Override
    public String check(String name, Set<String> parameters) {
        return asBuild(() -> {
            Job<?, ?> job = find(name);
            refuseUndeclared(job, parameters);
            return job.getFullName();
        });
    }

    @Override
    public Set<String> start(String name, Map<String, String> required, Map<String, String> offered, String reason) {
        return asBuild(() -> {
            Job<?, ?> job = find(name);
            refuseUndeclared(job, required.keySet());
            Map<String, String> all = new HashMap<>(offered);
            all.putAll(required);
            List<ParameterValue> values = values(job, all);
            boolean queued = ParameterizedJobMixIn.scheduleBuild2(
                            job, 0, new CauseAction(new OperationCause(operation.build(), reason)), new ParametersAction(values))
                    != null;
            if (!queued) {
                throw refused(name, "takes no builds now", "enable it");
            }
            Set<String> leftOut = new TreeSet<>(all.keySet());
            declared(job).forEach(definition -> leftOut.remove(definition.getName()));
            return leftOut;
        });
    }

    // The rights are there while it is open; nothing asks it for anything.
    @SuppressWarnings("try")
    private <T> T asBuild(Supplier<T> work) {
        try (ACLContext ignored = ACL.as2(authentication())) {
            return work.get();
        }
    }

    private Authentication authentication() {
        String user = operation.user();
        if (ACL.SYSTEM2.getName().equals(user)) {
            return ACL.SYSTEM2;
        }
        User known = user == null ? null : User.getById(user, false);
        try {
            return known == null ? Jenkins.ANONYMOUS2 : known.impersonate2();
        } catch (UsernameNotFoundException e) {
            return Jenkins.ANONYMOUS2;
        }
    }

    private Job<?, ?> find(String name) {
        Item context = Jenkins.get().getItemByFullName(operation.job(), Item.class);
        Item item = Jenkins.get().getItem(name, context);
        if (!(item instanceof Job<?, ?> job) || !(item instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?>)) {
            throw refused(name, "is no job that '" + operation.user() + "' can see", "correct the name or give Read");
        }
        if (!job.hasPermission(Item.BUILD)) {
            throw refused(name, "may not be built by '" + operation.user() + "'", "give Build, or let another user start this build");
        }
        return job;
    }

    private static void refuseUndeclared(Job<?, ?> job, Set<String> parameters) {
        Set<String> missing = new TreeSet<>(parameters);
        declared(job).forEach(definition -> missing.remove(definition.getName()));
        if (!missing.isEmpty()) {
            throw refused(job.getFullName(), "does not declare " + String.join(", ", missing), "declare it there or leave it out");
        }
    }

    /** The given values, and the defaults of all other parameters. */
    private static List<ParameterValue> values(Job<?, ?> job, Map<String, String> given) {
        List<ParameterValue> values = new ArrayList<>();
        for (ParameterDefinition definition : declared(job)) {
            String text = given.get(definition.getName());
            ParameterValue value;
            if (text == null) {
                value = definition.getDefaultParameterValue();
            } else if (definition instanceof SimpleParameterDefinition simple) {
                value = simple.createValue(text);
            } else {
                throw refused(job.getFullName(), "takes no text as " + definition.getName(), "declare it as a string");
            }
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static List<ParameterDefinition> declared(Job<?, ?> job) {
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        return property == null ? List.of() : property.getParameterDefinitions();
    }

    private static InvalidInputException refused(String job, String cause, String cure) {
        return new InvalidInputException("job '" + Excerpt.of(job) + "' " + cause + "; " + cure);
    }
}
