package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.local.Backends;
import io.jenkins.plugins.modeldelivery.release.local.WeightedProxy;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code proxy}: the traffic of a workload without a cluster, until it is ended. */
@Command(
        name = "proxy",
        description = "Shares HTTP traffic between two servers by weight. canaryDeploy steers it as traffic 'local:URL'.")
final class ProxyCommand implements Callable<Integer> {
    private static final String TOKEN = "MODEL_DELIVERY_PROXY_TOKEN";
    private static final int SHORTEST_TOKEN = 16;

    private final PrintStream out;
    private final Map<String, String> environment;

    @Option(names = "--listen", required = true, paramLabel = "HOST:PORT", description = "where requests are taken")
    private String listen;

    @Option(
            names = "--admin",
            required = true,
            paramLabel = "HOST:PORT",
            description = "where canaryDeploy steers it and metrics are read; an address of this machine's loopback")
    private String admin;

    @Option(names = "--stable", paramLabel = "URL", description = "the server that runs now; left out for a first release")
    private URI stable;

    @Option(names = "--canary", paramLabel = "URL", description = "the new server; it gets no traffic yet")
    private URI canary;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "holds the token of the admin address; without it the variable " + TOKEN + " does")
    private Path tokenFile;

    ProxyCommand(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        InetSocketAddress listening = address("--listen", listen);
        InetSocketAddress administration = address("--admin", admin);
        if (!administration.getAddress().isLoopbackAddress()) {
            throw new InvalidInputException("--admin '" + Excerpt.of(admin)
                    + "' can be reached from other machines; write 127.0.0.1, since the token travels unencrypted");
        }
        Backends backends = new Backends(server("--stable", stable), server("--canary", canary));
        String token = token();
        WeightedProxy.tuneProcess();
        return serve(listening, administration, backends, token);
    }

    private int serve(InetSocketAddress listening, InetSocketAddress administration, Backends backends, String token) {
        try (WeightedProxy proxy = WeightedProxy.start(listening, administration, backends, token)) {
            out.println(Messages.Proxy_serves(text(proxy.listenAddress()), text(proxy.adminAddress())));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            out.println(Messages.Proxy_ends());
        }
        return ExitStatus.GOOD;
    }

    private String token() {
        String token = tokenFile == null ? environment.getOrDefault(TOKEN, "") : read(tokenFile);
        if (token.strip().length() < SHORTEST_TOKEN) {
            throw new InvalidInputException((tokenFile == null ? "the variable " + TOKEN : "--token-file " + tokenFile)
                    + " holds no token of at least " + SHORTEST_TOKEN
                    + " characters; write a random one, as of 'openssl rand -hex 16'");
        }
        return token.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInputException("--token-file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); check the path and its permissions", e);
        }
    }

    private static InetSocketAddress address(String option, String text) {
        try {
            URI uri = URI.create("http://" + text);
            if (uri.getPort() >= 0 && uri.getHost() != null && uri.getRawPath().isEmpty()) {
                return new InetSocketAddress(InetAddress.getByName(uri.getHost()), uri.getPort());
            }
        } catch (IllegalArgumentException | IOException e) {
            throw refused(option, text, "is not an address of this machine", "write it as in 127.0.0.1:8080", e);
        }
        throw refused(option, text, "is not a host and a port", "write it as in 127.0.0.1:8080", null);
    }

    /** Without a slash at the end, since the path of each request is put after it. */
    private static URI server(String option, URI uri) {
        if (uri == null) {
            return null;
        }
        if (!"http".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw refused(option, uri.getHost(), "is not the address of a server", "write it as in http://127.0.0.1:9001", null);
        }
        return URI.create(uri.toString().replaceAll("/+$", ""));
    }

    private static InvalidInputException refused(String option, String value, String cause, String cure, Exception e) {
        return new InvalidInputException(option + " '" + Excerpt.of(value) + "' " + cause + "; " + cure, e);
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
