package io.jenkins.plugins.modeldelivery.image.scan;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arrays that joblib writes between a pickle's opcodes: after the state of a NumpyArrayWrapper come the array's bytes,
 * aligned where the state says so, or another pickle where the array holds Python objects.
 */
final class JoblibArray {
    static final String WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper";
    private static final Pattern TYPE = Pattern.compile("[<>|=]?([biufcSUVmM?])(\\d{0,6})");

    private JoblibArray() {}

    /**
     * Skips the array of this state; returns true for one of Python objects, whose pickle follows and is not skipped.
     *
     * @throws IOException if the state does not say how long the array is
     */
    static boolean skip(PickleInput input, PickleValue state) throws IOException {
        if (!(state instanceof PickleValue.Dictionary dictionary)) {
            throw new IOException("an array without a description");
        }
        Map<String, PickleValue> entries = dictionary.entries();
        String type = typeName(entries.get("dtype"));
        if (type.startsWith("O")) {
            return true;
        }
        long length = elements(entries.get("shape")) * itemSize(type);
        if (entries.get("numpy_array_alignment_bytes") instanceof PickleValue.Whole) {
            input.skip(input.unsigned(1));
        }
        input.skip(length);
        return false;
    }

    private static String typeName(PickleValue type) throws IOException {
        if (type instanceof PickleValue.Made made
                && made.callee().name().equals("dtype")
                && made.arguments() instanceof PickleValue.Sequence arguments
                && !arguments.elements().isEmpty()
                && arguments.elements().get(0) instanceof PickleValue.Text name) {
            return name.text();
        }
        throw new IOException("an array of an unknown type");
    }

    private static long itemSize(String type) throws IOException {
        Matcher matcher = TYPE.matcher(type);
        if (!matcher.matches()) {
            throw new IOException("an array of an unknown type");
        }
        long count = matcher.group(2).isEmpty() ? 1 : Long.parseLong(matcher.group(2));
        return matcher.group(1).equals("U") ? 4 * count : count;
    }

    private static long elements(PickleValue shape) throws IOException {
        if (!(shape instanceof PickleValue.Sequence sequence)) {
            throw new IOException("an array without a shape");
        }
        long product = 1;
        for (PickleValue element : sequence.elements()) {
            if (!(element instanceof PickleValue.Whole whole) || whole.value() < 0) {
                throw new IOException("an array without a shape");
            }
            try {
                product = Math.multiplyExact(product, whole.value());
            } catch (ArithmeticException e) {
                throw new IOException("an array of an impossible size", e);
            }
        }
        return product;
    }
}
