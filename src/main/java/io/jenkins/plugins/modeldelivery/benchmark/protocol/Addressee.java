package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.net.InetSocketAddress;
import java.net.URI;
import javax.net.ssl.SSLContext;

/**
 * The server that is asked, and as whom.
 *
 * @param model the model's name in the server; the empty string where the protocol names none
 * @param authorization value of the header of that name, a secret; the empty string for none
 * @param tls what is trusted when the address is https
 */
public record Addressee(URI url, Protocol protocol, String model, String authorization, SSLContext tls) {
    boolean isEncrypted() {
        return "https".equals(url.getScheme());
    }

    /**
     * The address, resolved.
     *
     * @throws SurroundingsException if the host's name cannot be resolved
     */
    InetSocketAddress socket() {
        int usual = isEncrypted() ? 443 : 80;
        InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? usual : url.getPort());
        if (address.isUnresolved()) {
            throw new SurroundingsException(
                    "host '" + url.getHost() + "' is unknown on this machine; check its spelling and the name server");
        }
        return address;
    }

    /** The address's path without a slash at its end. */
    String prefix() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    public String toString() {
        return "Addressee[" + url + ", " + protocol + ", " + model + "]";
    }
}
