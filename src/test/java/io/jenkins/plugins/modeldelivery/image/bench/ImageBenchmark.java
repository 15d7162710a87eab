package io.jenkins.plugins.modeldelivery.image.bench;

import io.jenkins.plugins.modeldelivery.Program;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.image.BuildModelImage;
import io.jenkins.plugins.modeldelivery.image.DockerRegistry;
import io.jenkins.plugins.modeldelivery.image.blob.BlobHasher;
import io.jenkins.plugins.modeldelivery.image.blob.DigestCache;
import io.jenkins.plugins.modeldelivery.image.blob.FileStamp;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.image.layer.TarBuilder;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Builds and pushes an image of fp32 weights, side by side with a bare hash and upload, Jib Core and buildah, each to a fresh docker-registry on
 * loopback. Argument: MiB of weights, 1024 by default.
 */
public final class ImageBenchmark {
    /** Odd, for a median that was measured. */
    private static final int ROUNDS = 3;
    private static final Path JIB = Path.of("target/jib.classpath");

    private final Path folder;
    private final Path weights;
    private final long bytes;

    private ImageBenchmark(Path folder, long mebibytes) throws IOException {
        this.folder = folder;
        this.weights = folder.resolve("model/model.safetensors");
        this.bytes = mebibytes << 20;
        writeWeights();
        Files.createDirectories(folder.resolve("server"));
        Files.writeString(folder.resolve("server/serve.py"), "print('one')\n");
    }

    public static void main(String[] arguments) throws Exception {
        long mebibytes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1024;
        Path folder = Files.createTempDirectory("image-benchmark");
        try {
            new ImageBenchmark(folder, mebibytes).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws Exception {
        String digest = sha256();
        hashAndTar();
        double sha = Math.min(seconds("SHA-256 of the file by Java", this::sha256), seconds("once more", this::sha256));
        double tar = Math.min(seconds("hash and tar of the layer", this::hashAndTar), seconds("once more", this::hashAndTar));
        say("hash and tar run at %.0f %% of SHA-256's speed", 100 * sha / tar);
        double[] curl = new double[ROUNDS];
        double[] cold = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            curl[round] = withRegistry(registry -> seconds("curl -T of the same bytes", () -> curl(registry, digest)));
            cold[round] = withRegistry(registry -> seconds("buildModelImage, cold", () -> build(registry, "1")));
            delete(folder.resolve("cache"));
        }
        double bare = sha + median(curl);
        double own = median(cold);
        say("buildModelImage takes %.2f times SHA-256 + curl, %.2f times at first in this Java", own / bare, cold[0] / bare);
        withRegistry(this::rebuild);
        peer("Jib Core", own, Files.exists(JIB), registry -> List.of("java", "-Xmx1g", "-cp", Files.readString(JIB).strip(),
                "src/test/bench/jib/JibPush.java", registry.host() + "/bench/jib:1", weights.getParent().toString(), folder.resolve("jib-cache").toString()));
        peer("buildah", own, Program.find("buildah", "buildah").isPresent(), registry -> List.of("bash", "-c",
                "set -e; b=\"buildah --storage-driver vfs --root $1/root --runroot $1/run\"; c=$($b from scratch); $b copy -q $c $2 /models; "
                        + "$b commit -q $c weights; $b push -q --tls-verify=false weights docker://$3/bench/buildah:1; $b rm -a; $b rmi -a -f",
                "buildah", folder.resolve("buildah").toString(), weights.getParent().toString(), registry.host()));
    }

    private double rebuild(DockerRegistry registry) throws Exception {
        build(registry, "1");
        Files.writeString(folder.resolve("server/serve.py"), "print('two')\n");
        say("a change of one line of code sends %s bytes", build(registry, "2").get("pushedBytes"));
        return seconds("unchanged rebuild", () -> {
            say("an unchanged rebuild sends %s bytes, all of them referrers", build(registry, "2").get("pushedBytes"));
            return null;
        });
    }

    /** The same weights built and pushed by another tool, in a process of its own. */
    private void peer(String name, double own, boolean present, Peer command) throws Exception {
        if (!present) {
            say("Left out: %s, which is not there", name);
            return;
        }
        double taken = withRegistry(registry -> seconds(name + ", cold", () -> {
            waitFor(name, command.at(registry));
            return null;
        }));
        say("buildModelImage is %.1f times as fast as %s", taken / own, name);
    }

    /** Measures against a registry with an empty folder, once nothing that was written before is still on its way to the disk. */
    private double withRegistry(Measured measured) throws Exception {
        Path own = folder.resolve("registry");
        delete(own);
        waitFor("sync", List.of("sync"));
        try (DockerRegistry registry = DockerRegistry.start(own).orElseThrow()) {
            return measured.by(registry);
        }
    }

    private static void waitFor(String name, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(name + " failed: " + output);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double seconds(String what, Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        double seconds = (System.nanoTime() - start) / 1e9;
        say("%-32s %7.2f s", what, seconds);
        return seconds;
    }

    private String sha256() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[256 << 10];
        try (InputStream stream = Files.newInputStream(weights)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private Object hashAndTar() throws Exception {
        PackedFile file = new PackedFile(weights, "model.safetensors", "models/model.safetensors", FileStamp.of(weights), false);
        return new BlobHasher(DigestCache.none()).digest(new TarBuilder(0).file(file).build());
    }

    private Object curl(DockerRegistry registry, String digest) throws Exception {
        String base = "http://" + registry.host() + "/v2/bench/raw/blobs/uploads/";
        String script = "set -e; location=$(curl -si -X POST " + base + " | tr -d '\\r' | awk '/^Location/{print $2}');"
                + "curl -sf -H 'Content-Type: application/octet-stream' -T " + weights + " \"$location&digest=" + digest + "\"";
        waitFor("curl", List.of("bash", "-c", script));
        return null;
    }

    private Map<String, Object> build(DockerRegistry registry, String tag) throws InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        try (LocalWorkbench bench = new LocalWorkbench(folder, folder.resolve("tmp"), Map.of(), Clock.systemUTC(), line -> {})) {
            return new BuildModelImage(Outbound.of(Map.of()), environment).run(
                    Map.of("model", "model", "serve", "server", "image", registry.host() + "/bench/own:" + tag), bench).toMap();
        }
    }

    /** Normally distributed numbers, as weights are: they compress about as little as real ones. */
    private void writeWeights() throws IOException {
        Files.createDirectories(weights.getParent());
        String header = String.format(Locale.ROOT, "{\"w\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}", bytes / 4, bytes);
        Random random = new Random(1);
        ByteBuffer block = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(weights), 1 << 20)) {
            target.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length()).array());
            target.write(header.getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < bytes; written += block.capacity()) {
                block.clear();
                while (block.hasRemaining()) {
                    block.putFloat((float) (0.02 * random.nextGaussian()));
                }
                target.write(block.array());
            }
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** Something that is measured against a fresh registry. */
    private interface Measured {
        double by(DockerRegistry registry) throws Exception;
    }

    /** The command of another tool. */
    private interface Peer {
        List<String> at(DockerRegistry registry) throws Exception;
    }
}
