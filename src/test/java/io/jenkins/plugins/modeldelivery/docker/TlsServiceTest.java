package io.jenkins.plugins.modeldelivery.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.Program;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real container service behind TLS of a real HAProxy, which asks for a certificate of the client, as a Docker service on the network does. */
final class TlsServiceTest {
    @TempDir
    static Path folder;

    private static ContainerEngine engine;
    private static Process haproxy;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Program.find("haproxy", "haproxy");
        engine = program.isEmpty() ? null : ContainerEngine.start(folder.resolve("engine")).orElse(null);
        assumeTrue(engine != null, "a container service and haproxy are not installed");
        authority("ours");
        authority("theirs");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                listen docker
                  bind 127.0.0.1:%d ssl crt %s ca-file %s verify required
                  server engine %s
                """.formatted(port, folder.resolve("ours/server.pem"), folder.resolve("ours/ca.pem"), engine.host().replace("unix://", "unix@")));
        haproxy = new ProcessBuilder(program.get().toString(), "-f", settings.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("haproxy.log").toFile()).start();
        awaitPort();
    }

    @AfterAll
    static void stop() throws Exception {
        if (haproxy != null) {
            haproxy.destroyForcibly().onExit().join();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void imagesAreBuiltAndRunWithTheCertificatesOfTheDockerCommandLine() throws Exception {
        List<String> log = new ArrayList<>();
        try (DockerService service = DockerService.open(host("ours"))) {
            String image = service.build(
                    new DockerfileBuild("Dockerfile", "", "linux/amd64", Map.of(), Map.of(), List.of()),
                    new BuildContext("FROM scratch\nCOPY busybox /busybox\nENTRYPOINT [\"/busybox\"]\n").open(), log::add);
            try (RunningContainer container = service.start(
                    new ContainerSpec(image, List.of("echo", "over TLS"), List.of(), List.of(), 0))) {
                while (container.isRunning()) {
                    Thread.onSpinWait();
                }
                assertThat(container.lastLines(5)).containsExactly("over TLS");
            }
        }
    }

    @Test
    void aClientWithoutCertificateIsRefused() {
        assertRefused(DockerHost.of("tcp://127.0.0.1:" + port, Map.of()));
    }

    /** Its server is not trusted, and the client of it is not known. */
    @Test
    void anotherAuthorityIsTrustedNeitherHereNorThere() throws Exception {
        assertRefused(host("theirs"));
        Files.copy(folder.resolve("theirs/ca.pem"), Files.createDirectories(folder.resolve("mixed")).resolve("ca.pem"));
        Files.copy(folder.resolve("ours/cert.pem"), folder.resolve("mixed/cert.pem"));
        Files.copy(folder.resolve("ours/key.pem"), folder.resolve("mixed/key.pem"));
        assertRefused(host("mixed"));
    }

    private static void assertRefused(DockerHost host) {
        assertThatThrownBy(() -> DockerService.open(host)).isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("tcp://127.0.0.1:" + port).hasMessageContaining("dockerHost").hasMessageNotContaining("\n");
    }

    private static DockerHost host(String certificates) {
        return DockerHost.of("tcp://127.0.0.1:" + port,
                Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", folder.resolve(certificates).toString()));
    }

    /** An authority with a certificate for the server and one for the client, under the names that the Docker command line uses. */
    private static void authority(String name) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        openssl(own, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name, "-keyout", "ca-key.pem", "-out", "ca.pem");
        certificate(own, "server", "subjectAltName=IP:127.0.0.1");
        certificate(own, "client", "extendedKeyUsage=clientAuth");
        Files.move(own.resolve("client.crt"), own.resolve("cert.pem"));
        Files.move(own.resolve("client.key"), own.resolve("key.pem"));
        Files.writeString(own.resolve("server.pem"), Files.readString(own.resolve("server.crt")) + Files.readString(own.resolve("server.key")));
    }

    private static void certificate(Path own, String name, String extension) throws Exception {
        Files.writeString(own.resolve(name + ".ext"), extension + "\n");
        openssl(own, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + name, "-keyout", name + ".key", "-out", name + ".csr");
        openssl(own, "x509", "-req", "-days", "2", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial",
                "-extfile", name + ".ext", "-out", name + ".crt");
    }

    private static void openssl(Path own, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(own.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static void awaitPort() throws Exception {
        for (int attempt = 0; attempt < 200; attempt++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                assertThat(haproxy.waitFor(50, TimeUnit.MILLISECONDS)).as(Files.readString(folder.resolve("haproxy.log"))).isFalse();
            }
        }
        throw new IOException("haproxy did not start");
    }
}
