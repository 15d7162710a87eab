package io.jenkins.plugins.modeldelivery.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that only this test trusts, made by the JDK's own keytool for the given names. */
public record TestCertificate(KeyStore store) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes one; {@code names} as in {@code ip:127.0.0.1,dns:localhost}. */
    public static TestCertificate forNames(Path folder, String names) throws IOException, InterruptedException {
        Path file = Files.createTempDirectory(folder, "certificate").resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + names,
                        "-validity", "2", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return new TestCertificate(store);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate as PEM, to be trusted. */
    public String pem() throws GeneralSecurityException {
        String base64 = Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    /** What a server presents itself with. */
    public SSLContext serverContext() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
