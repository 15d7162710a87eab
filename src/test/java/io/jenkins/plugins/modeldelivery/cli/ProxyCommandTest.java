package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(30)
class ProxyCommandTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("MODEL_DELIVERY_PROXY_TOKEN", "0123456789abcdef");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void servesUntilItIsInterrupted() throws Exception {
        Thread proxy = new Thread(() -> call(ENVIRONMENT, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
        proxy.start();
        while (!out().contains("The proxy takes requests on")) {
            Thread.yield();
        }
        proxy.interrupt();
        proxy.join(20_000);

        assertThat(proxy.isAlive()).isFalse();
        assertThat(out()).contains("The proxy ends").doesNotContain(ENVIRONMENT.values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|127.0.0.1:0|http://a|--listen 'nonsense' is not a host and a port",
                "127.0.0.1:0|0.0.0.0:0|http://a|can be reached from other machines",
                "127.0.0.1:0|127.0.0.1:0|ftp://a|--stable 'a' is not the address of a server",
                "127.0.0.1:0|127.0.0.1:0|http://user:secret@a|--stable 'a' is not the address of a server"
            })
    void badInputIsRefused(String listen, String admin, String stable, String cause) {
        assertThat(failure(ENVIRONMENT, "--listen", listen, "--admin", admin, "--stable", stable))
                .contains(cause)
                .doesNotContain("secret");
    }

    @Test
    void aTokenIsNeeded() throws Exception {
        String[] addresses = {"--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"};
        assertThat(failure(Map.of(), addresses)).contains("MODEL_DELIVERY_PROXY_TOKEN").contains("openssl rand");
        Path file = Files.writeString(folder.resolve("token"), "short\n");
        assertThat(failure(ENVIRONMENT, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--token-file", file.toString()))
                .contains("--token-file")
                .doesNotContain("'short'");
    }

    private String failure(Map<String, String> environment, String... arguments) {
        StringBuilder message = new StringBuilder();
        new CommandLine(new ProxyCommand(new PrintStream(out, true, StandardCharsets.UTF_8), environment))
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    message.append(error.getMessage());
                    return ExitStatus.of(error);
                })
                .execute(arguments);
        return message.toString();
    }

    private int call(Map<String, String> environment, String... arguments) {
        return new CommandLine(new ProxyCommand(new PrintStream(out, true, StandardCharsets.UTF_8), environment))
                .execute(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
