package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.operation.Durations;
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
        GateScanner scanner = new GateScanner(text, "gate");
        boolean warnOnly = scanner.take("warn:");
        Direction written = direction(scanner);
        Subject subject = subject(scanner);
        SubjectType type = type(scanner, subject);
        Condition condition = condition(scanner, type);
        scanner.expectEnd();
        return new Gate(text.strip(), warnOnly, subject, type, resolve(scanner, type, written, condition), condition);
    }

    /**
     * Reads one alert rule.
     *
     * @throws InvalidInputException as {@link #gate}
     */
    public AlertRule alertRule(String text) {
        GateScanner scanner = new GateScanner(text, "rule");
        Subject subject = subject(scanner);
        SubjectType type = type(scanner, subject);
        Relation relation = relation(scanner);
        double limit = quantity(scanner, type);
        Duration duration = scanner.takeWord("for") ? Durations.parse("for", scanner.rest()) : Duration.ZERO;
        scanner.expectEnd();
        return new AlertRule(text.strip(), subject, type, relation, limit, duration);
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

    private SubjectType type(GateScanner scanner, Subject subject) {
        SubjectType type = catalog.find(subject.name())
                .orElseThrow(() -> scanner.refused(
                        "unknown subject '" + subject.name() + "'", "known are " + catalog.names()));
        if (type.percentile() != subject.hasPercentile()) {
            throw type.percentile()
                    ? scanner.refused(type.name() + " needs a percentile", "write " + type.name() + " p99")
                    : scanner.refused(type.name() + " has no percentiles", "leave out the p… after it");
        }
        if (subject.hasPercentile() && !(subject.percentile() > 0 && subject.percentile() < 100)) {
            throw scanner.refused("a percentile lies between 0 and 100", "write p50, p99 or p99.9");
        }
        if (type.argument() == subject.argument().isEmpty()) {
            throw type.argument()
                    ? scanner.refused(type.name() + " needs something in parentheses", "write " + type.name() + "(…)")
                    : scanner.refused(type.name() + " takes nothing in parentheses", "leave them out");
        }
        if (!type.slices() && !subject.slice().isEmpty()) {
            throw scanner.refused(type.name() + " cannot be sliced here", "leave out [" + subject.slice() + "]");
        }
        return type;
    }

    private Condition condition(GateScanner scanner, SubjectType type) {
        if (scanner.takeWord("not")) {
            scanner.expectWord("worse");
            return new Condition.NotWorse(optionalMargin(scanner, type));
        }
        if (scanner.takeWord("better")) {
            return new Condition.Better(optionalMargin(scanner, type));
        }
        if (scanner.takeWord("drop")) {
            if (!scanner.take("<=")) {
                throw scanner.refused("drop needs <=", "write " + type.name() + " drop <= 0.01");
            }
            return new Condition.Drop(margin(scanner, type));
        }
        return new Condition.Compare(relation(scanner), quantity(scanner, type));
    }

    private Relation relation(GateScanner scanner) {
        for (Relation relation : new Relation[] {Relation.AT_MOST, Relation.AT_LEAST, Relation.BELOW, Relation.ABOVE}) {
            if (scanner.take(relation.symbol())) {
                return relation;
            }
        }
        throw scanner.refused(
                "expected a comparison",
                "write <=, <, >= or > and a number, or 'not worse', 'not worse by', 'better', 'drop <='");
    }

    private Margin optionalMargin(GateScanner scanner, SubjectType type) {
        return scanner.takeWord("by") ? margin(scanner, type) : Margin.NONE;
    }

    private Margin margin(GateScanner scanner, SubjectType type) {
        double amount = scanner.number();
        if (amount < 0) {
            throw scanner.refused("a margin is not negative", "write it without the minus sign");
        }
        String unit = scanner.unit();
        return unit.equals("%") ? new Margin(amount / 100, true) : new Margin(amount * factor(scanner, type, unit), false);
    }

    private double quantity(GateScanner scanner, SubjectType type) {
        double number = scanner.number();
        return number * factor(scanner, type, scanner.unit());
    }

    private static double factor(GateScanner scanner, SubjectType type, String unit) {
        double factor = type.unit().factor(unit);
        if (Double.isNaN(factor)) {
            String measured = type.unit().symbol().isEmpty() ? "a plain number" : "measured in " + type.unit().symbol();
            throw scanner.refused("'" + unit + "' does not fit " + type.name() + ", which is " + measured, "correct the unit");
        }
        return factor;
    }

    private static Direction resolve(GateScanner scanner, SubjectType type, Direction written, Condition condition) {
        if (type.direction() == null) {
            if (written == null && condition.comparesWithBaseline()) {
                throw scanner.refused(
                        "nobody knows which way " + type.name() + " gets better", "put 'lower' or 'higher' before it");
            }
            return written;
        }
        if (written != null && written != type.direction()) {
            String right = type.direction() == Direction.LOWER_IS_BETTER ? "lower" : "higher";
            throw scanner.refused(type.name() + " is better when " + right, "leave the word before it out");
        }
        return type.direction();
    }
}
