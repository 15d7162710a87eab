package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Where a server is and whether it is spoken to through TLS.
 *
 * @param tls null for plain text; with it the server must present a certificate for the address's host name
 */
public record HttpServerAddress(InetSocketAddress socket, SSLContext tls) {
    ByteStream stream(SocketChannel channel) {
        if (tls == null) {
            return ByteStream.plain(channel);
        }
        SSLEngine engine = tls.createSSLEngine(socket.getHostString(), socket.getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return new TlsStream(channel, engine);
    }
}
