package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with an authority of one's own, and every way to log in, at a real registry. */
class RegistryAccessTest {
    private static final Credential USER = new Credential("push", "pa:ss word");
    /** The bcrypt hash of that password, as {@code htpasswd -nbB} writes it. */
    private static final String HTPASSWD = "push:$2y$05$psXfkyH/ewWr1TNsl1frAex/SlXq21wnsL6LU334T8zkgHFTP.AIe\n";

    @TempDir
    Path folder;

    private Benches benches;
    private DockerRegistry registry;
    private HttpServer tokens;
    private final List<String> tokenRequests = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void prepare() throws Exception {
        benches = new Benches(folder);
        write("model/model.bin", "weights");
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=registry", "-addext",
                "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem");
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
        if (tokens != null) {
            tokens.stop(0);
        }
    }

    @Test
    void anAuthorityOfOnesOwnIsTrustedWhereItIsGivenAlone() throws Exception {
        start(", tls: {certificate: " + folder.resolve("certificate.pem") + ", key: " + folder.resolve("key.pem") + "}", "");
        assertThatThrownBy(() -> push()).isInstanceOf(SurroundingsException.class).hasMessageContaining("certificat");
        benches.credentials.put("ca", new Credential("", Files.readString(folder.resolve("certificate.pem"))));
        Map<String, Object> report = push("caCredentialsId", "ca");
        assertThat(report.get("verdict")).isEqualTo("PASS");
        Map<String, Object> onTop = benches.run(Map.of("model", "model", "base", registry.host() + "/team/fraud:1",
                "image", registry.host() + "/team/other:1", "caCredentialsId", "ca"));
        assertThat(onTop.get("verdict")).isEqualTo("PASS");
    }

    @Test
    void aUserAndAPasswordAreGivenByCredentialByDockerLoginAndByHelper() throws Exception {
        write("htpasswd", HTPASSWD);
        start("", "auth: {htpasswd: {realm: tests, path: " + folder.resolve("htpasswd") + "}}");
        assertThatThrownBy(() -> push()).isInstanceOf(InvalidInputException.class).hasMessageContaining("401");
        benches.credentials.put("wrong", new Credential("push", "nothing"));
        assertThatThrownBy(() -> push("credentialsId", "wrong")).hasMessageContaining("401").hasMessageNotContaining("nothing");
        benches.credentials.put("r", USER);
        assertThat(push("credentialsId", "r").get("verdict")).isEqualTo("PASS");

        String pair = Base64.getEncoder().encodeToString((USER.username() + ":" + USER.secret()).getBytes(StandardCharsets.UTF_8));
        write("docker/config.json", "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + pair + "\"}}}");
        assertThat(push().get("verdict")).isEqualTo("PASS");

        write("docker/config.json", "{\"credHelpers\":{\"" + registry.host() + "\":\"tests\"}}");
        Path helper = write("bin/docker-credential-tests", "#!/bin/sh\nread host\n"
                + "echo \"{\\\"ServerURL\\\":\\\"$host\\\",\\\"Username\\\":\\\"push\\\",\\\"Secret\\\":\\\"pa:ss word\\\"}\"\n");
        assertThat(helper.toFile().setExecutable(true)).isTrue();
        benches.with("PATH", helper.getParent() + ":" + System.getenv("PATH"));
        assertThat(push().get("verdict")).isEqualTo("PASS");
        assertThat(benches.log).noneMatch(line -> line.contains("ss word"));
    }

    @Test
    void aTokenIsFetchedForEachRepositoryAndForTheBase() throws Exception {
        tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/token", this::token);
        tokens.start();
        start("", "auth: {token: {realm: \"http://127.0.0.1:%d/token\", service: tests, issuer: tests, rootcertbundle: %s}}"
                .formatted(tokens.getAddress().getPort(), folder.resolve("certificate.pem")));
        benches.credentials.put("r", USER);
        assertThat(push("credentialsId", "r").get("verdict")).isEqualTo("PASS");
        assertThat(tokenRequests).isNotEmpty().allMatch(scope -> scope.equals("repository:team/fraud:pull,push"));
        benches.credentials.put("wrong", new Credential("push", "nothing"));
        assertThatThrownBy(() -> push("credentialsId", "wrong")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("token service").hasMessageContaining("401");
        tokenRequests.clear();
        Map<String, Object> onTop = benches.run(Map.of("model", "model", "base", registry.host() + "/team/fraud:1",
                "image", registry.host() + "/team/other:1", "credentialsId", "r"));
        assertThat(onTop.get("verdict")).isEqualTo("PASS");
        assertThat(tokenRequests).contains("repository:team/fraud:pull", "repository:team/other:pull,push");
    }

    private void start(String http, String top) throws Exception {
        registry = DockerRegistry.start(folder.resolve("registry"), http, top).orElse(null);
        assumeTrue(registry != null, "docker-registry is not installed");
    }

    private Map<String, Object> push(Object... more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("model", "model", "image", registry.host() + "/team/fraud:1"));
        for (int index = 0; index < more.length; index += 2) {
            arguments.put((String) more[index], more[index + 1]);
        }
        return benches.run(arguments);
    }

    /** A token service as the registry's documentation describes it: a JWT, signed by the key of the certificate. */
    private void token(HttpExchange exchange) throws IOException {
        String expected = "Basic " + Base64.getEncoder().encodeToString(
                (USER.username() + ":" + USER.secret()).getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        String scope = URLDecoder.decode(exchange.getRequestURI().getRawQuery().replaceFirst(".*scope=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        tokenRequests.add(scope);
        try {
            byte[] answer = Json.bytes(Map.of("token", jwt(scope.split(":"))));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } finally {
            exchange.close();
        }
    }

    private String jwt(String[] scope) throws IOException, GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> header = Map.of("typ", "JWT", "alg", "RS256", "x5c", List.of(pem("certificate.pem")));
        Map<String, Object> access = Map.of("type", scope[0], "name", scope[1], "actions", List.of(scope[2].split(",")));
        Map<String, Object> claims = Map.of("iss", "tests", "sub", "push", "aud", "tests", "exp", now + 600, "nbf", now - 10,
                "iat", now, "jti", "1", "access", List.of(access));
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        String signed = url.encodeToString(Json.bytes(header)) + "." + url.encodeToString(Json.bytes(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem("key.pem")))));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + url.encodeToString(signature.sign());
    }

    private String pem(String name) throws IOException {
        return Files.readString(folder.resolve(name)).replaceAll("-----[^-]*-----|\\s", "");
    }

    private void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
