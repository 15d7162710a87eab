package io.jenkins.plugins.modeldelivery.image.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.layer.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Each attack is one that a scanner in use has let pass, or a variation of it. */
class PickleScannerTest {
    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("a plain call", Pickles.protocol(2).global("os", "system").calledWith("id").stop()),
                attack("protocol 0 without a mark", Pickles.bare().global("os", "system").raw("(S'id'\ntR").stop()),
                attack("INST", Pickles.bare().raw("(S'id'\nios\nsystem\n").stop()),
                attack("OBJ", Pickles.bare().op('(').global("os", "system").raw("S'id'\no").stop()),
                attack("STACK_GLOBAL", Pickles.protocol(4).stackGlobal("posix", "system").calledWith("id").stop()),
                attack("a name from the memo, stored by another opcode than the one before it", Pickles.protocol(4)
                        .text("os").op('q', 0).text("system").op('q', 1).text("torch").op('q', 2).op('0', '0', '0')
                        .op('h', 0, 'h', 1, 0x93).calledWith("id").stop()),
                attack("memo indices mixed between MEMOIZE and BINPUT", Pickles.protocol(4)
                        .text("collections").op(0x94).text("OrderedDict").op(0x94).text("os").op('q', 0).text("system").op('q', 1)
                        .op('h', 0, 'h', 1, 0x93).calledWith("id").stop()),
                attack("names kept as attributes of a function, set by BUILD", Pickles.protocol(5)
                        .global("numpy", "prod").raw("N(Va\nVos\nd\u0086bN(Vb\nVsystem\nd\u0086b0")
                        .global("numpy", "prod.a").raw("p0\n").global("numpy", "prod.b").raw("p1\n00g0\ng1\n\u0093Vid\n\u0085R").stop()),
                attack("numpy.size with a changed shape", HexFormat.of().parseHex(
                        "80049566000000000000008c056e756d70798c0473697a659394948c056e756d70798c0c5f5f6275696c74696e735f5f93949468017d7d"
                                + "8c0573686170656803738662680168018c046576616c86528c1d5f5f696d706f72745f5f28226f7322292e73797374656d28226964222985522e")),
                attack("a function that runs commands in a library of models",
                        Pickles.protocol(4).stackGlobal("torch.utils.collect_env", "run").calledWith("id").stop()),
                attack("a module nobody listed", Pickles.protocol(4).stackGlobal("idlelib.run", "Executive").calledWith("id").stop()),
                attack("importlib", Pickles.protocol(4).stackGlobal("importlib", "import_module").calledWith("os").stop()),
                attack("pkgutil.resolve_name", Pickles.protocol(4).stackGlobal("pkgutil", "resolve_name").calledWith("os:system").stop()),
                attack("operator.attrgetter", Pickles.protocol(4).stackGlobal("operator", "attrgetter").calledWith("system").stop()),
                attack("getattr", Pickles.protocol(4).stackGlobal("builtins", "getattr").calledWith("x").stop()),
                attack("a dotted name below an allowed class", Pickles.protocol(4).stackGlobal("collections", "OrderedDict.__class__").calledWith("x").stop()),
                attack("a module reached through a library of estimators", Pickles.protocol(4).stackGlobal("sklearn.ensemble", "os.system").calledWith("id").stop()),
                attack("a module as a capital attribute", Pickles.protocol(4).stackGlobal("sklearn.preprocessing", "FunctionTransformer").op(')', 'R').stop()),
                attack("a call and then nonsense", Pickles.protocol(4).stackGlobal("posix", "system").calledWith("id").op(0xff).cut()),
                attack("a call and then a memo entry that is not there", Pickles.protocol(4).stackGlobal("posix", "system").calledWith("id").op('h', 99).stop()),
                attack("no STOP", Pickles.protocol(4).stackGlobal("posix", "system").calledWith("id").cut()),
                attack("the second pickle of a file", Pickles.protocol(2).op('N', '.', 0x80, 2).global("os", "system").calledWith("id").stop()),
                attack("the old name of builtins", Pickles.protocol(2).global("__builtin__", "eval").calledWith("1").stop()),
                attack("an extension code", Pickles.protocol(2).op(0x82, 1).calledWith("id").stop()),
                attack("a computed name", Pickles.protocol(4).stackGlobal("builtins", "str").calledWith("os").text("system").op(0x93).stop()),
                attack("opcodes in what only joblib takes for an array", joblibArrayThatHides()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void attacksAreFound(String name, byte[] pickle) throws IOException {
        assertThat(problems(pickle)).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void attacksAreFoundInEveryWrapping(String name, byte[] pickle) throws IOException {
        Map<String, byte[]> wrappings = Map.of(
                "archive/data.pkl in a zip", zip("archive/data.pkl", pickle),
                "an unusual name in a zip", zip("weights.dat", pickle),
                "a zip in a zip", zip("inner.zip", zip("data.pkl", pickle)),
                "gzip", gzip(pickle),
                "a tar in gzip", gzip(tar("data.pkl", pickle)),
                "a tar in xz", packed(tar("data.pkl", pickle), target -> new XZOutputStream(target, new LZMA2Options(0))),
                "numpy objects", npy(pickle),
                "a zip with something before it", concat("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII), zip("data.pkl", pickle)),
                "a zip with an encryption flag", flagged(zip("data.pkl", pickle)));
        Map<String, byte[]> more = new HashMap<>(wrappings);
        more.put("bzip2", packed(pickle, BZip2CompressorOutputStream::new));
        more.put("xz", packed(pickle, target -> new XZOutputStream(target, new LZMA2Options(0))));
        more.put("lzma", packed(pickle, target -> new LZMAOutputStream(target, new LZMA2Options(0), -1)));
        more.put("zstd", packed(pickle, ZstdOutputStream::new));
        more.put("bzip2 in a zip", zip("data.bz2", packed(pickle, BZip2CompressorOutputStream::new)));
        more.forEach((wrapping, content) -> assertThat(findings("model.bin", content)).as(wrapping).isNotEmpty());
    }

    @Test
    void whatModelsNeedPasses() throws IOException {
        byte[] numpy = Pickles.protocol(4).stackGlobal("numpy.core.multiarray", "_reconstruct")
                .stackGlobal("numpy", "ndarray").op('K', 0, 0x85).op('C', 1, 'b', 0x87, 'R').stop();
        byte[] ordered = Pickles.protocol(2).global("collections", "OrderedDict").op(')', 'R').stop();
        byte[] estimator = Pickles.protocol(4).stackGlobal("sklearn.linear_model._logistic", "LogisticRegression")
                .op(')', 0x81, '}', '(').text("C").op('K', 1, 'u', 'b').stop();
        for (byte[] harmless : List.of(numpy, ordered, estimator)) {
            assertThat(problems(harmless)).isEmpty();
        }
    }

    @Test
    void textIsNoPickle() {
        for (String text : List.of("class Model:\n    pass\n", "import os\nos.system('id')\n", "(a) item\nnext\n", ".\n", "cat\nfoo\n", "{}", "")) {
            assertThat(findings("notes.txt", text.getBytes(StandardCharsets.UTF_8))).as(text).isEmpty();
        }
    }

    @Test
    void aBrokenPickleIsAFinding() {
        assertThat(findings("model.pkl", "no pickle".getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        assertThat(findings("model.dat", new byte[] {(byte) 0x80, 4, (byte) 0xff})).isNotEmpty();
        assertThat(findings("model.xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2})).extracting(Finding::kind)
                .containsOnly(Finding.Kind.OPAQUE);
    }

    /** A way to compress. */
    @FunctionalInterface
    interface Compressor {
        OutputStream to(OutputStream target) throws IOException;
    }

    static byte[] packed(byte[] content, Compressor compressor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream target = compressor.to(bytes)) {
            target.write(content);
        }
        return bytes.toByteArray();
    }

    static Arguments attack(String name, byte[] pickle) {
        return Arguments.of(name, pickle);
    }

    /** Joblib skips eight bytes; pickle runs them. */
    private static byte[] joblibArrayThatHides() {
        return Pickles.protocol(3).global("joblib.numpy_pickle", "NumpyArrayWrapper").op(')', 0x81, '}', '(')
                .raw("X\u0005\0\0\0dtype").global("numpy", "dtype").raw("X\u0002\0\0\0u1\u0085R")
                .raw("X\u0005\0\0\0shape").op('K', 40, 0x85).op('u', 'b')
                .global("os", "system").raw("X\u0002\0\0\0id\u0085R.").raw("x".repeat(40)).stop();
    }

    static List<String> problems(byte[] pickle) throws IOException {
        return PickleScanner.scan(() -> new ByteArrayInputStream(pickle), false).problems();
    }

    static List<Finding> findings(String name, byte[] content) {
        ContentScanner scanner = new ContentScanner();
        try {
            scanner.file(name, SegmentedBlob.of(content), Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scanner.findings();
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    static byte[] tar(String name, byte[] content) throws IOException {
        try (var stream = new TarBuilder(0).file(name, content).build().open(0)) {
            return stream.readAllBytes();
        }
    }

    static byte[] npy(byte[] pickle) {
        String header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }";
        String padded = header + " ".repeat(117 - header.length()) + "\n";
        ByteBuffer start = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        start.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) padded.length());
        return concat(concat(start.array(), padded.getBytes(StandardCharsets.US_ASCII)), pickle);
    }

    /** Sets the flag that says an entry is encrypted, where torch does not look. */
    private static byte[] flagged(byte[] zip) {
        for (int at = 0; at < zip.length - 4; at++) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
                zip[at + 8] |= 1;
            }
        }
        zip[6] |= 1;
        return zip;
    }

    static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
