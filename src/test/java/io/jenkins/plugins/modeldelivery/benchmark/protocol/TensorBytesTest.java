package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of tensors, beside those that Python's struct packs; BF16 by the rule that its ties go to even. */
class TensorBytesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "BOOL|true, false|0100",
        "INT8|-1, 127|ff7f",
        "UINT8|255|ff",
        "INT16|-2|feff",
        "UINT16|65535|ffff",
        "INT32|-2, 1|feffffff01000000",
        "UINT32|4294967295|ffffffff",
        "INT64|-2|feffffffffffffff",
        "UINT64|18446744073709551615|ffffffffffffffff",
        "FP32|0.5, -1|0000003f000080bf",
        "FP64|0.1|9a9999999999b93f",
        "FP16|1, 0.5, -2, 0.1|003c003800c0662e",
        "FP16|65504, 65519, 65520, -1e9|ff7bff7b007c00fc",
        "FP16|2049, 2051|00680268",
        "FP16|6e-8, 1e-8, 3.0517578125e-05, 6.103515625e-05, 6.097555160522461e-05|0100000000020004ff03",
        "BF16|1, -3.140625, 1.00390625, 1.01171875, 0|803f49c0803f823f0000",
        "BYTES|\"a\", \"\u4e2d\"|010000006103000000e4b8ad"
    })
    void everyDatatypeIsLittleEndian(String datatype, String data, String hex) throws IOException {
        int count = data.split(", ").length;
        assertThat(HexFormat.of().formatHex(bytes(datatype, "[" + count + "]", "[" + data + "]"))).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "FP32|[2]|[1]|has 1 elements where its shape has 2",
        "FP32|[1]|[\"x\"]|is no FP32",
        "INT8|[1]|[0.5]|is no INT8",
        "FP8|[1]|[1]|the datatype 'FP8' is unknown",
        "FP32|1|[1]|lacks name, datatype, shape or data"
    })
    void whatDoesNotFitIsRefused(String datatype, String shape, String data, String cause) {
        assertThatThrownBy(() -> bytes(datatype, shape, data))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = "[[1, 2], [3, 4]]|[1, 2, 3, 4]")
    void nestedDataIsReadRowByRow(String nested, String flat) throws IOException {
        assertThat(bytes("INT8", "[2, 2]", nested)).isEqualTo(bytes("INT8", "[4]", flat));
    }

    private static byte[] bytes(String datatype, String shape, String data) throws IOException {
        return TensorBytes.of(new ObjectMapper().readTree(
                "{\"name\":\"x\",\"datatype\":\"" + datatype + "\",\"shape\":" + shape + ",\"data\":" + data + "}"));
    }
}
