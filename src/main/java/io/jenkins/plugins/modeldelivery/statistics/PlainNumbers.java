package io.jenkins.plugins.modeldelivery.statistics;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Numbers as JSON carries them, to and from arrays. */
public final class PlainNumbers {
    private static final int BYTES = 3;
    private static final int HALF_A_DIGIT = 0x80;

    private PlainNumbers() {}

    /** The numbers as a list of Double. */
    public static List<Double> list(double... numbers) {
        List<Double> list = new ArrayList<>(numbers.length);
        for (double number : numbers) {
            list.add(number);
        }
        return list;
    }

    /**
     * The numbers in four characters each, to sixteen binary digits (1 part in 130,000): the first three bytes of each as a
     * float, as Base64.
     */
    public static String compact(double... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES * numbers.length);
        for (double number : numbers) {
            int rounded = Float.floatToIntBits((float) number) + HALF_A_DIGIT;
            bytes.put((byte) (rounded >> 24)).put((byte) (rounded >> 16)).put((byte) (rounded >> 8));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** What {@link #list} or {@link #compact} made, also after a JSON reader has turned some of it into other kinds of numbers. */
    public static double[] array(Object saved) {
        return saved instanceof String text
                ? expanded(Base64.getDecoder().decode(text))
                : ((List<?>) saved).stream().mapToDouble(PlainNumbers::number).toArray();
    }

    private static double[] expanded(byte[] bytes) {
        double[] numbers = new double[bytes.length / BYTES];
        for (int i = 0; i < numbers.length; i++) {
            int at = i * BYTES;
            numbers[i] = Float.intBitsToFloat((bytes[at] & 0xff) << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8);
        }
        return numbers;
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
