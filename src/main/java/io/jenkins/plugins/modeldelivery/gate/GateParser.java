package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Duration;

/**
 * Reads gates, checks and alert rules against a catalog of subjects. The grammar:
 *
 * <pre>
 * gate     = ["warn:"] ["lower" | "higher"] subject condition
 * condition= rel quantity | "not worse" ["by" margin] | "better" ["by" margin] | "drop" "&lt;=" margin
 * subject  = name ["p" number] ["(" args ")"] ["[" slice "]"]
 * rel      = "&lt;=" | "&lt;" | "&gt;=" | "&gt;"
 * quantity = number ["ms" | "s" | "/s" | "J" | "W" | "KiB" | "MiB" | "GiB" | "%"]
 * alert    = subject rel quantity ["for" duration]
 * </pre>
 *
 * In a quantity {@code %} means hundredths; in a margin it is relative to the baseline.
 */
public final class GateParser {
    private static final Relation[] LONGER_SYMBOLS_FIRST = {
        Relation.AT_MOST, Relation.AT_LEAST, Relation.BELOW, Relation.ABOVE
    };

    private final SubjectCatalog catalog;

    public GateParser(SubjectCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads one gate.
     *
     * @throws InvalidInputException if it is malformed or its subject unknown; one line with the place and the cure
     */
    public Gate gate(String text) {
        GateScanner scanner = new GateScanner("gate", text);
        boolean warnOnly = scanner.take("warn:");
        int start = scanner.position();
        Direction written = direction(scanner);
        Subject subject = subject(scanner);
        SubjectType type = type(scanner, subject, start);
        Condition condition = condition(scanner, type);
        scanner.expectEnd();
        Direction direction = resolve(scanner, start, type, written, condition);
        return new Gate(scanner.text(), warnOnly, subject, type, direction, condition);
    }

    /**
     * Reads one alert rule.
     *
     * @throws InvalidInputException as {@link #gate}
     */
    public AlertRule alertRule(String text) {
        GateScanner scanner = new GateScanner("rule", text);
        Subject subject = subject(scanner);
        SubjectType type = type(scanner, subject, 0);
        Relation relation = relation(scanner);
        double limit = quantity(scanner, type);
        Duration duration = scanner.takeWord("for") ? scanner.duration() : Duration.ZERO;
        scanner.expectEnd();
        return new AlertRule(scanner.text(), subject, type, relation, limit, duration);
    }

    /**
     * Reads a subject that stands alone.
     *
     * @throws InvalidInputException as {@link #gate}
     */
    public Subject subject(String text) {
        GateScanner scanner = new GateScanner("metric", text);
        Subject subject = subject(scanner);
        type(scanner, subject, 0);
        scanner.expectEnd();
        return subject;
    }

    private Direction direction(GateScanner scanner) {
        if (scanner.takeWord("lower")) {
            return Direction.LOWER_IS_BETTER;
        }
        return scanner.takeWord("higher") ? Direction.HIGHER_IS_BETTER : null;
    }

    private Subject subject(GateScanner scanner) {
        String name = scanner.name();
        double percentile = Double.NaN;
        if (!catalog.percentileOf().isEmpty() && GateScanner.isPercentile(name)) {
            percentile = Double.parseDouble(name.substring(1) + scanner.fraction());
            name = catalog.percentileOf();
        } else if (scanner.atPercentile()) {
            percentile = scanner.percentile();
        }
        String argument = scanner.enclosed('(', ')');
        String slice = scanner.enclosed('[', ']');
        return new Subject(name, percentile, argument, slice);
    }

    private SubjectType type(GateScanner scanner, Subject subject, int start) {
        SubjectType type = catalog.find(subject.name())
                .orElseThrow(() -> scanner.refused(
                        start, "unknown subject '" + subject.name() + "'", "known are " + catalog.names()));
        if (type.percentile() != subject.hasPercentile()) {
            throw type.percentile()
                    ? scanner.refused(start, type.name() + " needs a percentile", "write " + type.name() + " p99")
                    : scanner.refused(start, type.name() + " has no percentiles", "leave out the p… after it");
        }
        if (subject.hasPercentile() && !(subject.percentile() > 0 && subject.percentile() < 100)) {
            throw scanner.refused(start, "a percentile lies between 0 and 100", "write p50, p99 or p99.9");
        }
        if (type.argument() == subject.argument().isEmpty()) {
            throw type.argument()
                    ? scanner.refused(
                            start, type.name() + " needs something in parentheses", "write " + type.name() + "(…)")
                    : scanner.refused(start, type.name() + " takes nothing in parentheses", "leave them out");
        }
        if (!type.slices() && !subject.slice().isEmpty()) {
            throw scanner.refused(start, type.name() + " cannot be sliced here", "leave out the brackets");
        }
        return type;
    }

    private Condition condition(GateScanner scanner, SubjectType type) {
        if (scanner.takeWord("not")) {
            scanner.expectWord("worse");
            return new Condition.NotWorse(scanner.takeWord("by") ? provableMargin(scanner, type) : Margin.NONE);
        }
        if (scanner.takeWord("better")) {
            return new Condition.Better(scanner.takeWord("by") ? margin(scanner, type) : Margin.NONE);
        }
        if (scanner.takeWord("drop")) {
            if (!scanner.take("<=")) {
                throw scanner.refused(
                        scanner.position(), "drop needs <=", "write " + type.name() + " drop <= 0.01");
            }
            return new Condition.Drop(margin(scanner, type));
        }
        return new Condition.Compare(relation(scanner), quantity(scanner, type));
    }

    private Relation relation(GateScanner scanner) {
        for (Relation relation : LONGER_SYMBOLS_FIRST) {
            if (scanner.take(relation.symbol())) {
                return relation;
            }
        }
        throw scanner.refused(
                scanner.position(),
                "expected a comparison",
                "write <=, <, >= or > and a number, or 'not worse', 'not worse by', 'better', 'drop <='");
    }

    /** Between equal things no evidence shows that nothing at all was lost: with a margin of zero none could pass. */
    private Margin provableMargin(GateScanner scanner, SubjectType type) {
        int start = scanner.position();
        Margin margin = margin(scanner, type);
        if (margin.isNone()) {
            throw scanner.refused(
                    start, "a margin of 0 cannot be shown", "write 'not worse', 'better', or a margin above 0");
        }
        return margin;
    }

    private Margin margin(GateScanner scanner, SubjectType type) {
        int start = scanner.position();
        double amount = scanner.number();
        if (amount < 0) {
            throw scanner.refused(start, "a margin is not negative", "write it without the minus sign");
        }
        boolean relative = scanner.take("%");
        double inUnit = relative ? amount / 100 : converted(scanner, type, amount);
        return new Margin(finite(scanner, start, inUnit), relative);
    }

    private double quantity(GateScanner scanner, SubjectType type) {
        int start = scanner.position();
        return finite(scanner, start, converted(scanner, type, scanner.number()));
    }

    private static double finite(GateScanner scanner, int start, double number) {
        if (!Double.isFinite(number)) {
            throw scanner.refused(start, "the number is too large", "write a smaller one");
        }
        return number;
    }

    private static double converted(GateScanner scanner, SubjectType type, double number) {
        int start = scanner.position();
        String unit = scanner.unit();
        if (!type.unit().accepts(unit)) {
            throw scanner.refused(
                    start,
                    "'" + Excerpt.of(unit) + "' is no unit of " + type.name(),
                    "use " + type.unit().known() + " or none");
        }
        return type.unit().convert(number, unit);
    }

    private static Direction resolve(
            GateScanner scanner, int start, SubjectType type, Direction written, Condition condition) {
        if (type.direction() == null) {
            if (written == null && condition.comparesWithBaseline()) {
                throw scanner.refused(
                        start,
                        "nobody knows which way " + type.name() + " gets better",
                        "put 'lower' or 'higher' before it");
            }
            return written;
        }
        if (written != null && written != type.direction()) {
            String right = type.direction() == Direction.LOWER_IS_BETTER ? "lower" : "higher";
            throw scanner.refused(start, type.name() + " is better when " + right, "leave the word before it out");
        }
        return type.direction();
    }
}
