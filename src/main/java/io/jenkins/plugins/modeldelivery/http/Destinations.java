package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The hosts that requests may go to. Link-local, multicast and cloud metadata addresses are refused always, so that a
 * Jenkinsfile cannot read the machine's cloud credentials through us.
 *
 * @param allowed {@code host}, {@code host:port}, {@code *.domain} or {@code *} for every host, in lower case, or
 *     {@code unix:/path} for a socket; an empty list allows every host
 * @param refuseThisMachine refuse loopback and this machine's own addresses unless {@code allowed} names the host: set on
 *     the controller, where these are the controller itself. {@code *} names none
 */
public record Destinations(List<String> allowed, boolean refuseThisMachine) implements Serializable {
    /** Metadata services outside the link-local ranges: AWS over IPv6, Alibaba, Oracle. */
    private static final Set<String> METADATA =
            Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");
    private static final String EVERY = "*";
    private static final String SOCKET = "unix:";
    private static final Pattern ENTRY =
            Pattern.compile("\\*|(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*(?::\\d{1,5})?|\\[[0-9a-f:.]+](?::\\d{1,5})?|unix:/[\\x21-\\x7e]+");

    /**
     * Takes the list.
     *
     * @throws InvalidInputException naming the entry that is of no such form
     */
    public Destinations {
        allowed = allowed.stream().map(entry -> entry.startsWith(SOCKET) ? entry : entry.toLowerCase(Locale.ROOT)).toList();
        for (String entry : allowed) {
            if (!ENTRY.matcher(entry).matches()) {
                throw new InvalidInputException("destinations: '" + Excerpt.of(entry)
                        + "' is no host; write it as in prometheus.example.org, prometheus.example.org:9090, *.example.org or *,"
                        + " a socket as in unix:/run/haproxy/admin.sock");
            }
        }
    }

    /** Every host but the ones that are refused always. */
    public static Destinations unrestricted() {
        return new Destinations(List.of(), false);
    }

    /**
     * Returns when a Unix socket of this machine may be connected to.
     *
     * @param path absolute
     * @throws InvalidInputException if it may not
     */
    public void checkSocket(String path) {
        boolean named = allowed.contains(SOCKET + path);
        if (!named && (refuseThisMachine || !allowed.isEmpty() && !allowed.contains(EVERY))) {
            throw new InvalidInputException("socket '" + Excerpt.of(path)
                    + "' is not on the list of allowed destinations; ask the administrator to add " + SOCKET + Excerpt.of(path));
        }
    }

    /**
     * Returns when a request may be sent to this address. The host is resolved here; the JVM's cache of names makes the
     * request that follows reach the same machine.
     *
     * @throws InvalidInputException if the address is no http address or its host is refused
     * @throws SurroundingsException if the host's name cannot be resolved
     */
    public void check(URI uri) {
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new InvalidInputException(
                    "address '" + Redacted.of(uri) + "' is not a web address; write it as in https://host:port/path");
        }
        if (uri.getRawUserInfo() != null) {
            throw new InvalidInputException("address '" + Redacted.of(uri)
                    + "' carries a user or password; remove them and give a credential's id instead");
        }
        boolean named = isNamed(uri);
        if (!named && !allowed.isEmpty() && !allowed.contains(EVERY)) {
            throw new InvalidInputException("address '" + Redacted.of(uri)
                    + "' is not on the list of allowed destinations; ask the administrator to add " + uri.getHost());
        }
        for (InetAddress address : resolve(uri)) {
            if (isNeverAllowed(address) || refuseThisMachine && !named && isThisMachine(address)) {
                throw new InvalidInputException("address '" + Redacted.of(uri) + "' leads to " + address.getHostAddress()
                        + ", which requests may not reach; use the service's own host name"
                        + (isNeverAllowed(address) ? "" : " or ask the administrator to name it as an allowed destination"));
            }
        }
    }

    private boolean isNamed(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String hostAndPort = host + ":" + port(uri);
        return allowed.stream().anyMatch(entry -> entry.equals(host)
                || entry.equals(hostAndPort)
                || entry.startsWith("*.") && host.endsWith(entry.substring(1)));
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    private static InetAddress[] resolve(URI uri) {
        try {
            return InetAddress.getAllByName(uri.getHost());
        } catch (UnknownHostException e) {
            throw new SurroundingsException(
                    "host '" + uri.getHost() + "' is unknown on this machine; check its spelling and the name server", e);
        }
    }

    private static boolean isNeverAllowed(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || METADATA.contains(address.getHostAddress());
    }

    private static boolean isThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            throw new SurroundingsException("cannot list this machine's network addresses: " + e.getMessage(), e);
        }
    }
}
