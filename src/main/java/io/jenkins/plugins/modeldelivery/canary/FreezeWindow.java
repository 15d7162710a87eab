package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in which no step is taken: of every week, as in {@code Fri 16:00-Mon 08:00 Europe/Berlin}; of every day, as in
 * {@code 22:00-06:00 UTC}; or once, as in {@code 2026-12-20 18:00-2027-01-04 08:00 Europe/Berlin}. Both ends lie on the
 * clocks of its zone, so a change to summer time moves neither.
 *
 * @param text as it was written
 */
public record FreezeWindow(String text, Moment from, Moment to, ZoneId zone) {
    private static final String MOMENT = "(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun|\\d{4}-\\d\\d-\\d\\d) )?(\\d\\d:\\d\\d)";
    private static final Pattern FORM =
            Pattern.compile(MOMENT + " ?- ?" + MOMENT + " ([A-Za-z][A-Za-z0-9_+/-]*)", Pattern.CASE_INSENSITIVE);
    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "mon", DayOfWeek.MONDAY, "tue", DayOfWeek.TUESDAY, "wed", DayOfWeek.WEDNESDAY, "thu", DayOfWeek.THURSDAY,
            "fri", DayOfWeek.FRIDAY, "sat", DayOfWeek.SATURDAY, "sun", DayOfWeek.SUNDAY);

    /**
     * A time of day, of every day, of one day of each week, or of one date.
     *
     * @param day null unless it is of each week
     * @param date null unless it is of one date
     */
    record Moment(DayOfWeek day, LocalDate date, LocalTime time) {
        static Moment of(String day, String time) {
            LocalTime at = LocalTime.parse(time);
            if (day == null) {
                return new Moment(null, null, at);
            }
            DayOfWeek weekly = DAYS.get(day.toLowerCase(Locale.ROOT));
            return weekly == null ? new Moment(null, LocalDate.parse(day), at) : new Moment(weekly, null, at);
        }

        boolean isLike(Moment other) {
            return (day == null) == (other.day == null) && (date == null) == (other.date == null);
        }

        /** The last one at or before {@code now}; for one of a date that date's, whenever it is. */
        ZonedDateTime before(ZonedDateTime now) {
            if (date != null) {
                return ZonedDateTime.of(date, time, now.getZone());
            }
            LocalDate today = now.toLocalDate();
            LocalDate found = day == null ? today : today.with(TemporalAdjusters.previousOrSame(day));
            ZonedDateTime at = ZonedDateTime.of(found, time, now.getZone());
            return at.isAfter(now) ? ZonedDateTime.of(found.minusDays(day == null ? 1 : 7), time, now.getZone()) : at;
        }

        /** The first one after {@code start}; for one of a date that date's, whenever it is. */
        ZonedDateTime after(ZonedDateTime start) {
            if (date != null) {
                return ZonedDateTime.of(date, time, start.getZone());
            }
            LocalDate that = start.toLocalDate();
            LocalDate found = day == null ? that : that.with(TemporalAdjusters.nextOrSame(day));
            ZonedDateTime at = ZonedDateTime.of(found, time, start.getZone());
            return at.isAfter(start) ? at : ZonedDateTime.of(found.plusDays(day == null ? 1 : 7), time, start.getZone());
        }
    }

    /**
     * Reads a window.
     *
     * @throws InvalidInputException if it is not written as above, or its zone is unknown
     */
    public static FreezeWindow parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw refused(text, "is not a time with its zone", null);
        }
        try {
            Moment from = Moment.of(matcher.group(1), matcher.group(2));
            Moment to = Moment.of(matcher.group(3), matcher.group(4));
            FreezeWindow window = new FreezeWindow(text.strip(), from, to, ZoneId.of(matcher.group(5)));
            if (!from.isLike(to) || from.equals(to) || !window.isForward()) {
                throw refused(text, "does not end after it begins", null);
            }
            return window;
        } catch (DateTimeException e) {
            throw refused(text, "names a time or a zone that does not exist", e);
        }
    }

    private boolean isForward() {
        return from.date() == null || from.date().atTime(from.time()).isBefore(to.date().atTime(to.time()));
    }

    private static InvalidInputException refused(String text, String cause, Exception e) {
        return new InvalidInputException("canaryDeploy: freeze '" + Excerpt.of(text) + "' " + cause
                + "; write it as in Fri 16:00-Mon 08:00 Europe/Berlin", e);
    }

    /** When the window that {@code now} lies in ends; empty when it lies in none. */
    Optional<ZonedDateTime> end(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime start = from.before(local);
        ZonedDateTime end = to.after(start);
        return !local.isBefore(start) && local.isBefore(end) ? Optional.of(end) : Optional.empty();
    }
}
