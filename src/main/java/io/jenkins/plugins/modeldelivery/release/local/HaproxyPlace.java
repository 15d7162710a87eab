package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an HAProxy listens for commands, and which of its backends is meant.
 *
 * @param host of the runtime API over TCP; the empty string for a Unix socket
 * @param port of the runtime API over TCP; 0 for a Unix socket
 * @param socket path of the Unix socket; the empty string for TCP
 */
record HaproxyPlace(String host, int port, String socket, String backend) {
    private static final String BACKEND = "/([A-Za-z0-9_.:-]+)";
    private static final Pattern TCP = Pattern.compile("([A-Za-z0-9_.-]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})" + BACKEND);
    private static final Pattern UNIX = Pattern.compile("unix:(/[\\x21-\\x7e]*[^/\\s])" + BACKEND);
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads {@code HOST:PORT/BACKEND} or {@code unix:/PATH/BACKEND}.
     *
     * @throws InvalidInputException if it is none of these
     */
    static HaproxyPlace parse(String text) {
        Matcher unix = UNIX.matcher(text);
        if (unix.matches()) {
            return new HaproxyPlace("", 0, unix.group(1), unix.group(2));
        }
        Matcher tcp = TCP.matcher(text);
        int port = tcp.matches() ? Integer.parseInt(tcp.group(2)) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            throw new InvalidInputException("traffic 'haproxy:" + Excerpt.of(text) + "' is not the address of a runtime API and a"
                    + " backend; write it as in haproxy:127.0.0.1:9999/fraud or haproxy:unix:/run/haproxy/admin.sock/fraud");
        }
        return new HaproxyPlace(tcp.group(1), port, "", tcp.group(3));
    }

    /**
     * The address to connect to.
     *
     * @throws InvalidInputException if commands may not be sent there
     */
    SocketAddress address(Destinations destinations) {
        if (socket.isEmpty()) {
            destinations.check(URI.create("http://" + host + ":" + port));
            return new InetSocketAddress(host, port);
        }
        destinations.checkSocket(socket);
        return UnixDomainSocketAddress.of(socket);
    }

    /** As HAProxy's configuration has it. */
    @Override
    public String toString() {
        return socket.isEmpty() ? "ipv4@" + host + ":" + port : socket;
    }
}
