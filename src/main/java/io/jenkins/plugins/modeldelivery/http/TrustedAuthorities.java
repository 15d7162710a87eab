package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Makes a TLS context that trusts the JVM's authorities and the given ones. Verification is never switched off. */
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /**
     * The context.
     *
     * @param pem certificates; blank for the JVM's own alone
     * @throws InvalidInputException if the text holds no certificate
     */
    static SSLContext context(String pem) {
        try {
            if (pem.isBlank()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : parse(pem)) {
                store.setCertificateEntry("own-" + number++, certificate);
            }
            for (X509Certificate certificate : systemManager().getAcceptedIssuers()) {
                store.setCertificateEntry("system-" + number++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM offers no TLS", e);
        }
    }

    private static Collection<? extends Certificate> parse(String pem) {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.UTF_8)));
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            throw refused(e);
        }
        throw refused(null);
    }

    private static InvalidInputException refused(Exception cause) {
        return new InvalidInputException(
                "the certificate authority is not a PEM certificate; give the text from BEGIN CERTIFICATE to END CERTIFICATE",
                cause);
    }

    private static X509TrustManager systemManager() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
