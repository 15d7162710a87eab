package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The raw bytes of a tensor as the Open Inference Protocol has them: little-endian, row by row, a BYTES element with its
 * length before it in four bytes. FP16 and BF16 are rounded to the nearest value, ties to even.
 */
final class TensorBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteBuffer scratch = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    private final String datatype;
    private long count;

    private TensorBytes(String datatype) {
        this.datatype = datatype;
    }

    /**
     * The bytes of one tensor.
     *
     * @param tensor with {@code name}, {@code datatype}, {@code shape} and {@code data}, nested or flat
     * @throws InvalidInputException if one is missing, an element does not fit the datatype, or the shape holds another number
     */
    static byte[] of(JsonNode tensor) {
        TensorBytes bytes = new TensorBytes(tensor.path("datatype").asText());
        if (!tensor.path("name").isTextual() || !tensor.path("shape").isArray() || !tensor.path("data").isArray()) {
            throw refused("an input lacks name, datatype, shape or data", "write {\"name\": \"x\", \"datatype\": \"FP32\","
                    + " \"shape\": [1, 2], \"data\": [0.5, 1]}");
        }
        bytes.addAll(tensor.path("data"));
        long expected = 1;
        for (JsonNode dimension : tensor.path("shape")) {
            expected *= dimension.asLong();
        }
        if (bytes.count != expected) {
            throw refused("input '" + Excerpt.of(tensor.path("name").asText()) + "' has " + bytes.count
                    + " elements where its shape has " + expected, "make them agree");
        }
        return bytes.out.toByteArray();
    }

    private void addAll(JsonNode data) {
        for (JsonNode element : data) {
            if (element.isArray()) {
                addAll(element);
            } else {
                count++;
                add(element);
            }
        }
    }

    private void add(JsonNode value) {
        scratch.clear();
        switch (datatype) {
            case "BOOL" -> scratch.put((byte) (value.asBoolean() ? 1 : 0));
            case "INT8", "UINT8" -> scratch.put((byte) whole(value));
            case "INT16", "UINT16" -> scratch.putShort((short) whole(value));
            case "INT32", "UINT32" -> scratch.putInt((int) whole(value));
            case "INT64", "UINT64" -> scratch.putLong(whole(value));
            case "FP16" -> scratch.putShort(half((float) number(value)));
            case "BF16" -> scratch.putShort(brain((float) number(value)));
            case "FP32" -> scratch.putFloat((float) number(value));
            case "FP64" -> scratch.putDouble(number(value));
            case "BYTES" -> {
                byte[] text = value.asText().getBytes(StandardCharsets.UTF_8);
                out.write(scratch.putInt(text.length).array(), 0, 4);
                out.writeBytes(text);
                return;
            }
            default -> throw refused("the datatype '" + Excerpt.of(datatype) + "' is unknown",
                    "use BOOL, INT8 to INT64, UINT8 to UINT64, FP16, BF16, FP32, FP64 or BYTES");
        }
        out.write(scratch.array(), 0, scratch.position());
    }

    private long whole(JsonNode value) {
        if (!value.isIntegralNumber()) {
            throw refused("'" + Excerpt.of(value) + "' is no " + datatype, "write a whole number");
        }
        return value.isBigInteger() ? value.bigIntegerValue().longValue() : value.longValue();
    }

    private double number(JsonNode value) {
        if (!value.isNumber()) {
            throw refused("'" + Excerpt.of(value) + "' is no " + datatype, "write a number");
        }
        return value.doubleValue();
    }

    /** IEEE 754 binary16. */
    private static short half(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 65520) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        int exponent = Math.getExponent(magnitude);
        int mantissa = (int) Math.rint(magnitude * Math.scalb(1.0, 10 - exponent)) - 1024;
        return (short) (sign | (exponent + 15 << 10) + mantissa);
    }

    /** The upper half of IEEE 754 binary32. */
    private static short brain(float value) {
        int bits = Float.floatToIntBits(value);
        return Float.isNaN(value) ? (short) 0x7fc0 : (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    private static InvalidInputException refused(String cause, String cure) {
        return new InvalidInputException("gpuBenchmark: data: " + cause + "; " + cure);
    }
}
