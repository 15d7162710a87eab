package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 100}, {@code 1,2,4,8} and {@code 100..1000 step 100}. */
public final class NumberRange {
    private static final int MOST = 1000;
    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,6})?)";
    private static final Pattern RANGE =
            Pattern.compile(NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "(?:\\s+step\\s+" + NUMBER + ")?");
    private static final Pattern LIST = Pattern.compile(NUMBER + "(?:\\s*,\\s*" + NUMBER + ")*");

    private NumberRange() {}

    /**
     * The numbers in the order written.
     *
     * @param field the parameter they belong to, for the error
     * @throws InvalidInputException if the text is none of the forms above, or a number is zero
     */
    public static List<Double> parse(String field, String text) {
        Matcher range = RANGE.matcher(text);
        List<Double> numbers = new ArrayList<>();
        if (range.matches()) {
            double from = Double.parseDouble(range.group(1));
            double to = Double.parseDouble(range.group(2));
            double step = range.group(3) == null ? to - from : Double.parseDouble(range.group(3));
            if (to < from || step <= 0 || (to - from) / step > MOST) {
                throw refused(field, text);
            }
            for (int i = 0; from + i * step <= to * (1 + 1e-12); i++) {
                numbers.add(from + i * step);
            }
        } else if (LIST.matcher(text).matches()) {
            for (String number : text.split(",")) {
                numbers.add(Double.valueOf(number.strip()));
            }
        } else {
            throw refused(field, text);
        }
        if (numbers.contains(0.0) || numbers.size() > MOST) {
            throw refused(field, text);
        }
        return List.copyOf(numbers);
    }

    private static InvalidInputException refused(String field, String text) {
        return new InvalidInputException(field + " '" + text + "' is not a range of numbers above zero; write 200, 1,2,4,8 or"
                + " 100..1000 step 100 (at most " + MOST + " numbers)");
    }
}
