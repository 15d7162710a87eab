package io.jenkins.plugins.modeldelivery.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers as JSON carries them, to and from arrays. */
public final class PlainNumbers {
    private static final int DIGITS = 5;

    private PlainNumbers() {}

    /** The numbers as a list of Double. */
    public static List<Double> list(double... numbers) {
        List<Double> list = new ArrayList<>(numbers.length);
        for (double number : numbers) {
            list.add(number);
        }
        return list;
    }

    /** The numbers with five digits, which take a third of the room in JSON. */
    public static List<Float> compact(double... numbers) {
        List<Float> list = new ArrayList<>(numbers.length);
        for (double number : numbers) {
            double scale = number == 0 ? 1 : Math.pow(10, DIGITS - 1 - Math.floor(Math.log10(Math.abs(number))));
            list.add((float) (Double.isFinite(scale) ? Math.rint(number * scale) / scale : 0));
        }
        return list;
    }

    /** What {@link #list} or {@link #compact} made, also after a JSON reader has turned some of it into other kinds of numbers. */
    public static double[] array(Object list) {
        return ((List<?>) list).stream().mapToDouble(PlainNumbers::number).toArray();
    }

    /** One number of any kind. */
    public static double number(Object number) {
        return ((Number) number).doubleValue();
    }

    /** A JSON object. */
    public static Map<String, Object> map(Object object) {
        @SuppressWarnings("unchecked")
        Map<String, Object> map = (Map<String, Object>) object;
        return map;
    }
}
