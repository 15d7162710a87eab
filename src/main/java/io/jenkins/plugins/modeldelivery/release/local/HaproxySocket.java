package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HAProxy's runtime API over TCP: one line of commands for each connection, which HAProxy closes after its answer. */
final class HaproxySocket {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST = 4 << 20;

    private final String host;
    private final int port;
    private final Destinations destinations;

    HaproxySocket(String host, int port, Destinations destinations) {
        this.host = host;
        this.port = port;
        this.destinations = destinations;
    }

    /**
     * What HAProxy answers to commands that are separated by semicolons.
     *
     * @throws SurroundingsException if it does not answer
     */
    String ask(String commands) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        destinations.check(URI.create("http://" + host + ":" + port));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((commands + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SurroundingsException("HAProxy's runtime API at " + host + ":" + port + " does not answer (" + e.getMessage()
                    + "); check its 'stats socket ipv4@" + host + ":" + port + " level admin'", e);
        }
    }
}
