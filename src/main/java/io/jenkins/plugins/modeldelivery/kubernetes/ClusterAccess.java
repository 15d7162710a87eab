package io.jenkins.plugins.modeldelivery.kubernetes;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * How one API server is reached, with everything in memory: no file, no variable of the environment and no program of
 * this machine takes part.
 *
 * @param server address of the API server
 * @param authority PEM certificates that it is trusted by; the empty string for the JVM's own alone
 * @param namespace the namespace that the source of this access prefers; the empty string for none
 */
public record ClusterAccess(URI server, String authority, Identity identity, String namespace) {

    /**
     * Who we are to the API server: a token, a certificate with its key, or a user with a password; the empty string for
     * what is not used.
     */
    public record Identity(String token, String certificate, String key, String username, String password) {
        static Identity ofToken(String token) {
            return new Identity(token, "", "", "", "");
        }

        boolean isNobody() {
            return token.isEmpty() && certificate.isEmpty() && username.isEmpty();
        }

        @Override
        public String toString() {
            return "Identity[****]";
        }
    }

    /**
     * What a kubeconfig gives for one of its contexts.
     *
     * @param text the kubeconfig, YAML or JSON, complete in itself
     * @param context the context's name; the empty string for the current one
     * @throws InvalidInputException naming what it lacks or what may not be used here
     */
    public static ClusterAccess ofKubeconfig(String text, String context) {
        return Kubeconfig.parse(text).access(context);
    }

    static URI address(String text, String source) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getRawUserInfo() == null && "https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && isLoopback(uri.getHost())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Refused below like every other text that is no address.
        }
        throw new InvalidInputException(
                source + ": the API server's address is not of the form https://host:port; correct the entry 'server'");
    }

    /** Without TLS the token could be read on its way, so only a tunnel's end on this machine may do without. */
    private static boolean isLoopback(String host) {
        return host != null && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
