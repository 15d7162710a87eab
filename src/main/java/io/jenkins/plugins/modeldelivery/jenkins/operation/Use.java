package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.jenkins.credentials.StoredCredentials;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.core.Authentication;

/**
 * One use of a step in a build, under a name that no other use in that build has. The name is claimed before the work
 * begins, so that two branches of a Pipeline cannot both take it; once published, the {@link VerdictAction} holds it.
 */
final class Use {
    private static final Map<String, String> CLAIMS = new ConcurrentHashMap<>();

    private final Run<?, ?> run;
    private final String id;
    private final String step;
    private final Class<? extends Capability> capability;
    private final Map<String, ?> values;
    private final Arguments arguments;
    private final String name;

    private Use(
            Run<?, ?> run,
            String id,
            String step,
            Class<? extends Capability> capability,
            Map<String, ?> values,
            Arguments arguments) {
        this.run = run;
        this.id = id;
        this.step = step;
        this.capability = capability;
        this.values = values;
        this.arguments = arguments;
        this.name = arguments.useName();
    }

    /**
     * Checks the arguments.
     *
     * @param id the use's own, the same across restarts
     * @param step the step's name in a Jenkinsfile
     * @throws AbortException naming the field, the value, the cause and the cure
     */
    static Use of(
            Run<?, ?> run, String id, String step, Class<? extends Capability> capability, Map<String, ?> values)
            throws AbortException {
        try {
            Capability checking = Capabilities.instance(capability);
            checking.check(values);
            return new Use(run, id, step, capability, values, checking.parameters().bind(values));
        } catch (InvalidInputException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * Takes the name for this use; taking it again is no error.
     *
     * @throws AbortException if another use in this build has it
     */
    void claim() throws AbortException {
        boolean published = run.getActions(VerdictAction.class).stream()
                .anyMatch(action -> action.getName().equals(name) && !action.getUse().equals(id));
        if (published || !id.equals(CLAIMS.computeIfAbsent(key(), absent -> id))) {
            throw new AbortException(step + ": name '" + name
                    + "' is already used in this build; give each use a name of its own, as in name: '" + name + "-2'");
        }
    }

    /** Gives the claim back, when the use is published or has come to nothing. */
    void release() {
        CLAIMS.remove(key(), id);
    }

    /** Forgets all claims, at the end of a Jenkins' life; resumed steps claim theirs anew. */
    static void releaseAll() {
        CLAIMS.clear();
    }

    private String key() {
        return run.getExternalizableId() + "/" + name;
    }

    /** The report, if this use was published before a restart. */
    Optional<Map<String, Object>> published() {
        for (VerdictAction action : run.getActions(VerdictAction.class)) {
            if (action.getUse().equals(id)) {
                return Optional.of(action.report());
            }
        }
        return Optional.empty();
    }

    /** Leaves the report on the build, before anything is concluded from it. */
    void publish(Map<String, Object> report) throws IOException {
        VerdictAction.publish(run, id, step, name, report);
    }

    Conclusion conclude(Map<String, Object> report) {
        return Conclusion.of(step, name, report, arguments);
    }

    /**
     * The call that does the work on the agent, with the credentials as they are now.
     *
     * @throws AbortException if one of them is not to be had
     */
    AgentOperation operation(EnvVars environment, String temporary, TaskListener listener) throws IOException {
        EarlierReports earlier = new EarlierReports(run, step, name);
        AgentSettings settings = new AgentSettings(
                StoredCredentials.find(Capabilities.instance(capability).credentials(values), run),
                new LinkedHashMap<>(environment),
                ModelDeliveryConfiguration.get().agentOutbound(),
                earlier.previous().orElse(null),
                earlier.lastGood().orElse(null));
        return new AgentOperation(capability, values, settings, temporary, listener);
    }

    /** The operation that does the work on the controller, as it is kept before it has begun. */
    StoredOperation operation(Authentication user, long createdAt) {
        Class<? extends LongCapability> type = capability.asSubclass(LongCapability.class);
        LongCapability asking = (LongCapability) Capabilities.instance(type);
        return StoredOperation.of(
                id, type, this, new LinkedHashMap<>(values), asking.subject(values), asking.concurrency(values), user,
                createdAt);
    }

    String id() {
        return id;
    }

    String step() {
        return step;
    }

    Run<?, ?> run() {
        return run;
    }

    String name() {
        return name;
    }
}
