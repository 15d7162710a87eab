package io.jenkins.plugins.modeldelivery.image.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Damages files around a planted payload: the scan neither fails nor hangs nor misses it. */
class MutationTest {
    private static final List<byte[]> PAYLOADS = List.of(
            Pickles.bare().global("posix", "system").calledWith("echo planted").cut(),
            Pickles.bare().stackGlobal("posix", "system").calledWith("echo planted").cut());

    @Test
    void aThousandMutationsMissNothing() {
        mutate(1_000, 20_260_101);
    }

    @Test
    @Tag("soak")
    void tenThousandMutationsMissNothing() {
        mutate(10_000, 1);
    }

    @Test
    void damagedArchivesWithoutAPayloadNeitherFailNorHang() throws IOException {
        Random random = new Random(7);
        byte[] harmless = Pickles.protocol(2).global("collections", "OrderedDict").op(')', 'R').stop();
        for (byte[] file : List.of(PickleScannerTest.zip("data.pkl", harmless), PickleScannerTest.gzip(harmless),
                PickleScannerTest.tar("data.pkl", harmless), PickleScannerTest.npy(harmless),
                PickleScannerTest.packed(harmless, BZip2CompressorOutputStream::new),
                PickleScannerTest.packed(harmless, target -> new XZOutputStream(target, new LZMA2Options(0))),
                PickleScannerTest.packed(harmless, target -> new LZMAOutputStream(target, new LZMA2Options(0), -1)),
                PickleScannerTest.packed(harmless, ZstdOutputStream::new))) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                for (int round = 0; round < 250; round++) {
                    byte[] damaged = file.clone();
                    for (int flip = 0; flip < 4; flip++) {
                        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                    }
                    PickleScannerTest.findings("model.bin", damaged);
                }
            });
        }
    }

    private static void mutate(int rounds, long seed) {
        Random random = new Random(seed);
        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            for (int round = 0; round < rounds; round++) {
                byte[] payload = PAYLOADS.get(round % PAYLOADS.size());
                byte[] damaged = damage(wrapped(round % 4, payload), payload, random);
                assertThat(PickleScannerTest.findings("model.bin", damaged)).as("round %d of seed %d", round, seed).isNotEmpty();
            }
        });
    }

    private static byte[] wrapped(int kind, byte[] payload) throws IOException {
        byte[] pickle = Pickles.protocol(4).text("weights").op(0x94, 'K', 1, '0').raw(payload).op('0', 'N').stop();
        return switch (kind) {
            case 0 -> pickle;
            case 1 -> stored("archive/data.pkl", pickle);
            case 2 -> PickleScannerTest.tar("data.pkl", pickle);
            default -> PickleScannerTest.npy(pickle);
        };
    }

    /** Changes, inserts and removes bytes, but none of the payload's. */
    private static byte[] damage(byte[] file, byte[] payload, Random random) {
        byte[] damaged = file;
        for (int change = 0; change <= random.nextInt(6); change++) {
            int start = indexOf(damaged, payload);
            int position = random.nextInt(damaged.length);
            if (position < start || position >= start + payload.length) {
                damaged = changed(damaged, position, random);
            }
        }
        assertThat(indexOf(damaged, payload)).isNotNegative();
        return damaged;
    }

    private static byte[] changed(byte[] file, int position, Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(file, 0, position);
        int kind = random.nextInt(3);
        if (kind != 0) {
            bytes.write(random.nextInt(256));
        }
        if (kind == 1) {
            bytes.write(file[position]);
        }
        bytes.write(file, position + 1, file.length - position - 1);
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] file, byte[] payload) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(new String(payload, StandardCharsets.ISO_8859_1));
    }

    private static byte[] stored(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(name);
            CRC32 checksum = new CRC32();
            checksum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
