package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Everything that decides how requests leave, as one snapshot that is the same on the controller and on an agent.
 *
 * @param authorities PEM certificates trusted beside the JVM's own; the empty string for none
 * @param connectTimeout how long a connection may take to open
 */
public record Outbound(Destinations destinations, ProxyServer proxy, String authorities, Duration connectTimeout)
        implements Serializable {
    private static final Duration CONNECT = Duration.ofSeconds(15);

    /** For a process of the user's own, such as the command line: every host, the environment's proxy. */
    public static Outbound of(Map<String, String> environment) {
        return new Outbound(Destinations.unrestricted(), ProxyServer.fromEnvironment(environment), "", CONNECT);
    }

    /** As the place of the work decides; where it leaves that open, as for a process of the user's own. */
    public static Outbound of(Workbench bench) {
        return bench.setting(Outbound.class).orElseGet(() -> of(bench.environment()));
    }

    /**
     * Returns when the text can be trusted as authorities.
     *
     * @param pem PEM certificates; null or blank for none
     * @throws InvalidInputException naming the field if it holds no certificate
     */
    public static void checkAuthorities(String field, String pem) {
        try {
            TrustedAuthorities.context(pem == null ? "" : pem);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(field + ": " + e.getMessage(), e);
        }
    }

    /** These destinations and authorities, through this proxy. */
    public static Outbound of(Destinations destinations, ProxyServer proxy, String authorities) {
        return new Outbound(destinations, proxy, authorities, CONNECT);
    }

    /** The same where no proxy is set: through the one that the environment names. */
    public Outbound orProxyOf(Map<String, String> environment) {
        return proxy.host().isEmpty()
                ? new Outbound(destinations, ProxyServer.fromEnvironment(environment), authorities, connectTimeout)
                : this;
    }

    /** The same with these PEM certificates trusted too. */
    public Outbound trusting(String pem) {
        return new Outbound(destinations, proxy, authorities + "\n" + pem, connectTimeout);
    }

    /** The TLS context of these authorities, for a client that is not {@link Requester}. */
    public SSLContext tls() {
        return TrustedAuthorities.context(authorities);
    }
}
