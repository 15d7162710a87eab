package io.jenkins.plugins.modeldelivery.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.function.Function;

/**
 * How what a {@link LongCapability} is between two looks becomes JSON and is read back. A state of another form is refused
 * whole: half a state must not steer a release.
 *
 * @param <S> a record that bears the name of its form
 */
public final class SavedState<S> {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Class<S> type;
    private final String owner;
    private final String form;
    private final Function<S, String> formOf;

    /**
     * @param owner whose state it is, for people, such as {@code canary}
     * @param form name and number of the form, such as {@code model-delivery/canary-state/2}
     * @param formOf what a state says its form is
     */
    public SavedState(Class<S> type, String owner, String form, Function<S, String> formOf) {
        this.type = type;
        this.owner = owner;
        this.form = form;
        this.formOf = formOf;
    }

    /** The state as JSON. */
    public String write(S state) {
        try {
            return MAPPER.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state that is no JSON", e);
        }
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws UnreadableStateException if it is of another form
     */
    public S read(String json) {
        S state;
        try {
            state = MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw refused(e);
        }
        if (state == null || !form.equals(formOf.apply(state))) {
            throw refused(null);
        }
        return state;
    }

    private UnreadableStateException refused(Exception cause) {
        return new UnreadableStateException(
                "the " + owner + "'s saved state is not of the form " + form + "; go on with the version that wrote it", cause);
    }
}
