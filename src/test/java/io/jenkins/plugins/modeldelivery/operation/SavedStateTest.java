package io.jenkins.plugins.modeldelivery.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedStateTest {
    private static final SavedState<Trip> SAVED = new SavedState<>(Trip.class, "trip", "trip/2", Trip::schema);

    record Trip(String schema, int day, String note, List<Stop> stops) {}

    record Stop(String place, long at) {}

    @Test
    void whatWasWrittenIsReadBack() {
        Trip trip = new Trip("trip/2", 3, null, List.of(new Stop("Ürümqi", 1L << 40)));

        assertThat(SAVED.read(SAVED.write(trip))).isEqualTo(trip);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "null", "[]", "{", "{}",
        "{\"schema\":\"trip/1\",\"day\":1,\"note\":\"\",\"stops\":[]}",
        "{\"schema\":null,\"day\":1,\"note\":\"\",\"stops\":[]}",
        "{\"schema\":\"trip/2\",\"day\":\"Monday\",\"note\":\"\",\"stops\":[]}",
        "{\"schema\":\"trip/2\",\"day\":1,\"note\":\"\"}",
        "{\"schema\":\"trip/2\",\"day\":1,\"note\":\"\",\"stops\":[{\"place\":\"Xi'an\"}]}",
        "{\"schema\":\"trip/2\",\"day\":1,\"note\":\"\",\"stops\":[],\"later\":true}",
        "{\"schema\":\"trip/2\",\"day\":1,\"note\":\"\",\"stops\":[]}{"
    })
    void whatIsOfAnotherFormOrOnlyHalfThereIsRefused(String json) {
        assertThatThrownBy(() -> SAVED.read(json))
                .isInstanceOf(UnreadableStateException.class)
                .hasMessage("the trip's saved state is not of the form trip/2; go on with the version that wrote it");
    }
}
