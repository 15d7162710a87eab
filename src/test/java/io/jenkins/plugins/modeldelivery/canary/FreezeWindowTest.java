package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeWindowTest {
    /** 2 January 2026 is a Friday; Berlin is one hour ahead of UTC in winter and two in summer. */
    @ParameterizedTest
    @CsvSource({
        "Fri 16:00-Mon 08:00 Europe/Berlin, 2026-01-02T14:59:59Z, ",
        "Fri 16:00-Mon 08:00 Europe/Berlin, 2026-01-02T15:00:00Z, 2026-01-05T07:00:00Z",
        "Fri 16:00-Mon 08:00 Europe/Berlin, 2026-01-04T12:00:00Z, 2026-01-05T07:00:00Z",
        "Fri 16:00-Mon 08:00 Europe/Berlin, 2026-01-05T07:00:00Z, ",
        // Summer time begins in this night: the end lies on the clock that has been put forward.
        "Fri 16:00-Mon 08:00 Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-30T06:00:00Z",
        "Mon 09:00-Mon 10:00 UTC, 2026-01-05T09:30:00Z, 2026-01-05T10:00:00Z",
        "Mon 10:00-Mon 09:00 UTC, 2026-01-05T09:30:00Z, ",
        "Mon 10:00-Mon 09:00 UTC, 2026-01-05T08:30:00Z, 2026-01-05T09:00:00Z",
        "22:00-06:00 UTC, 2026-01-05T23:30:00Z, 2026-01-06T06:00:00Z",
        "22:00-06:00 UTC, 2026-01-05T05:59:00Z, 2026-01-05T06:00:00Z",
        "22:00-06:00 UTC, 2026-01-05T06:00:00Z, ",
        "22:00-06:00 UTC, 2026-01-05T12:00:00Z, ",
        "2026-12-20 18:00-2027-01-04 08:00 UTC, 2026-12-31T00:00:00Z, 2027-01-04T08:00:00Z",
        "2026-12-20 18:00-2027-01-04 08:00 UTC, 2027-12-31T00:00:00Z, "
    })
    void holdsInsideOfItsWindowOnTheClocksOfItsZone(String window, Instant now, Instant end) {
        assertThat(FreezeWindow.parse(window).end(now).map(moment -> moment.toInstant()).orElse(null)).isEqualTo(end);
    }
}
