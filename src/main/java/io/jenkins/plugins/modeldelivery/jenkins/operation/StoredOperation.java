package io.jenkins.plugins.modeldelivery.jenkins.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.modeldelivery.operation.Concurrency;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.Tick;
import io.jenkins.plugins.modeldelivery.operation.UnreadableStateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.core.Authentication;

/**
 * All that is kept of one long operation. It belongs to the controller, not to the step that asked for it, so that it can
 * bring its work to an orderly end also when the build is gone.
 *
 * @param id the operation's, which is also the use's
 * @param capability class of the capability
 * @param step the step's name in a Jenkinsfile
 * @param name the use's name in its build
 * @param build the build that asked for it, as {@code Run.getExternalizableId} names it
 * @param job full name of the build's job
 * @param createdAt milliseconds since 1970; the older of two operations on one subject goes first
 * @param subject what no two operations may change at the same time
 * @param concurrency what it does while an older one on that subject is not over
 * @param detached whether it goes on whatever becomes of its build
 * @param user whose rights it has: a user's id, or what Jenkins calls everybody and itself
 * @param state the capability's; null before it has begun
 * @param status a short phrase for lists and badges
 * @param ended whether only the build has yet to hear of the end
 * @param signals asked for and not yet taken in
 */
record StoredOperation(
        String schema,
        String id,
        String capability,
        String step,
        String name,
        String build,
        String job,
        long createdAt,
        String subject,
        Concurrency concurrency,
        boolean detached,
        String user,
        Map<String, Object> arguments,
        String state,
        String status,
        boolean ended,
        List<Asked> signals) {
    private static final String SCHEMA = "model-delivery/operation/1";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** A signal as it is kept; the time in milliseconds since 1970. */
    record Asked(Signal.Kind kind, String by, String reason, long at) {
        static Asked of(Signal signal) {
            return new Asked(signal.kind(), signal.by(), signal.reason(), signal.at().toEpochMilli());
        }

        Signal signal() {
            return new Signal(kind, by, reason, Instant.ofEpochMilli(at));
        }
    }

    StoredOperation {
        signals = List.copyOf(signals);
        // An operation of an older version of the plugin has none.
        concurrency = concurrency == null ? Concurrency.QUEUE : concurrency;
    }

    static StoredOperation of(
            String id,
            Class<? extends LongCapability> capability,
            Use use,
            Map<String, Object> arguments,
            String subject,
            Concurrency concurrency,
            Authentication user,
            long createdAt) {
        return new StoredOperation(
                SCHEMA,
                id,
                capability.getName(),
                use.step(),
                use.name(),
                use.run().getExternalizableId(),
                use.run().getParent().getFullName(),
                createdAt,
                subject,
                concurrency,
                capability(capability).outlivesBuild(arguments, false),
                user.getName(),
                arguments,
                null,
                "",
                false,
                List.of());
    }

    /** The operation as JSON. */
    String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an operation that is no JSON", e);
        }
    }

    /**
     * What {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is of another form
     */
    static StoredOperation fromJson(String json) {
        try {
            StoredOperation read = MAPPER.readValue(json, StoredOperation.class);
            if (SCHEMA.equals(read.schema())) {
                return read;
            }
            throw new IllegalArgumentException("of the form " + read.schema() + " instead of " + SCHEMA);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not of the form " + SCHEMA, e);
        }
    }

    // Not named as getters, which would make them part of the saved form.

    boolean hasBegun() {
        return state != null;
    }

    /** The number of the build that asked for it. */
    String number() {
        return build.substring(build.lastIndexOf('#') + 1);
    }

    /** The same in a new state, with the signals that are left. */
    StoredOperation in(String next, List<Asked> left) {
        return new StoredOperation(
                schema, id, capability, step, name, build, job, createdAt, subject, concurrency, detached, user, arguments,
                next, status, ended, left);
    }

    /** The same after a tick. */
    StoredOperation after(Tick tick) {
        return new StoredOperation(
                schema, id, capability, step, name, build, job, createdAt, subject, concurrency, detached, user, arguments,
                tick.state(), tick.status(),
                tick.ended(), signals);
    }

    StoredOperation saying(String phrase) {
        return new StoredOperation(
                schema, id, capability, step, name, build, job, createdAt, subject, concurrency, detached, user, arguments,
                state, phrase, ended, signals);
    }

    /** The same as one that goes on whatever becomes of its build. */
    StoredOperation apart() {
        return new StoredOperation(
                schema, id, capability, step, name, build, job, createdAt, subject, concurrency, true, user, arguments, state,
                status, ended, signals);
    }

    /** Whether this is asked for and not yet taken in. */
    boolean awaits(Signal.Kind kind) {
        return signals.stream().anyMatch(signal -> signal.kind() == kind);
    }

    /** What a person can ask of it now. Before it has begun it can only be told not to; what is asked already is not asked again. */
    Set<Signal.Kind> hears() {
        Set<Signal.Kind> heard = EnumSet.noneOf(Signal.Kind.class);
        heard.addAll(hasBegun() ? heardByState() : Set.of(Signal.Kind.ROLL_BACK));
        heard.removeIf(this::awaits);
        return heard;
    }

    /** One whose state cannot be read can only be given up. */
    private Set<Signal.Kind> heardByState() {
        try {
            return newCapability().hears(arguments, state);
        } catch (UnreadableStateException e) {
            return Set.of(Signal.Kind.FINISH);
        }
    }

    StoredOperation asked(Signal signal) {
        List<Asked> all = new ArrayList<>(signals);
        all.add(Asked.of(signal));
        return in(state, all);
    }

    /** A new object of the capability. */
    LongCapability newCapability() {
        try {
            Class<?> type = Class.forName(capability, true, StoredOperation.class.getClassLoader());
            return capability(type.asSubclass(LongCapability.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this version of the plugin does not know " + capability, e);
        }
    }

    private static LongCapability capability(Class<? extends LongCapability> type) {
        return (LongCapability) Capabilities.instance(type);
    }
}
