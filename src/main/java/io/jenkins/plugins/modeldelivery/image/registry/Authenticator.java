package io.jenkins.plugins.modeldelivery.image.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.http.Authorization;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Redacted;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers a registry's challenges: basic authentication, or a token of its token service for each scope. */
final class Authenticator {
    /** The user name by which Docker's helpers say that the secret is an identity token for the token service. */
    private static final String IDENTITY_TOKEN = "<token>";
    private static final int LONGEST_ANSWER = 1 << 20;

    private final Requester requester;
    private final Optional<Credential> credential;
    private final boolean plainAllowed;
    private final Map<String, String> headers = new ConcurrentHashMap<>();

    /**
     * Prepares to answer.
     *
     * @param plainAllowed whether the token service may be asked over plain http
     */
    Authenticator(Requester requester, Optional<Credential> credential, boolean plainAllowed) {
        this.requester = requester;
        this.credential = credential;
        this.plainAllowed = plainAllowed;
    }

    /** The header for a scope, if one was asked for before. */
    Optional<String> header(String scope) {
        return Optional.ofNullable(headers.get(scope));
    }

    /** Answers the challenge of a 401; returns false when there is nothing new to answer with. */
    boolean answer(String scope, HttpResponse<?> refused) throws InterruptedException {
        Optional<Challenge> challenge = Challenge.of(refused.headers().allValues("WWW-Authenticate"));
        if (challenge.isEmpty()) {
            return false;
        }
        String header = challenge.get().scheme().equals("basic") ? basic() : bearer(challenge.get(), scope);
        return !header.isEmpty() && !header.equals(headers.put(scope, header));
    }

    private String basic() {
        return credential.map(Authorization::of).orElse("");
    }

    private String bearer(Challenge challenge, String scope) throws InterruptedException {
        if (credential.isPresent() && credential.get().username().isEmpty()) {
            return Authorization.bearer(credential.get().secret());
        }
        URI realm = realm(challenge);
        String service = challenge.parameter("service");
        String wanted = scope.isEmpty() ? challenge.parameter("scope") : scope;
        HttpRequest request = credential.isPresent() && credential.get().username().equals(IDENTITY_TOKEN)
                ? byIdentityToken(realm, service, wanted)
                : byPassword(realm, service, wanted);
        HttpResponse<byte[]> response = requester.send(request, BoundedBody.ofBytes(LONGEST_ANSWER));
        if (response.statusCode() != 200) {
            throw new InvalidInputException("credentialsId: the token service " + Redacted.of(realm) + " answered "
                    + response.statusCode() + " for " + wanted + "; check user, password and rights of the credential");
        }
        return Authorization.bearer(token(response.body(), realm));
    }

    private URI realm(Challenge challenge) {
        URI realm;
        try {
            realm = URI.create(challenge.parameter("realm"));
        } catch (IllegalArgumentException e) {
            throw new SurroundingsException("the registry names a token service that is no address; ask its administrator", e);
        }
        if (!"https".equals(realm.getScheme()) && !plainAllowed) {
            throw new SurroundingsException("the registry's token service " + Redacted.of(realm)
                    + " is not https, so no credential is sent to it; set insecure: true if that is meant");
        }
        return realm;
    }

    private HttpRequest byPassword(URI realm, String service, String scope) {
        String join = realm.getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(realm + join + "service=" + encoded(service) + "&scope=" + encoded(scope));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(RegistrySession.ANSWER_TIME);
        credential.ifPresent(given -> request.setHeader("Authorization", Authorization.basic(given)));
        return request.build();
    }

    private HttpRequest byIdentityToken(URI realm, String service, String scope) {
        String form = "grant_type=refresh_token&client_id=model-delivery&service=" + encoded(service) + "&scope="
                + encoded(scope) + "&refresh_token=" + encoded(credential.orElseThrow().secret());
        return HttpRequest.newBuilder(realm)
                .timeout(RegistrySession.ANSWER_TIME)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private static String token(byte[] body, URI realm) {
        try {
            JsonNode answer = Json.parse(body);
            String token = answer.path("token").asText();
            String found = token.isEmpty() ? answer.path("access_token").asText() : token;
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException e) {
            throw noToken(realm);
        }
        throw noToken(realm);
    }

    /** Without a cause, since a parser's message may repeat part of a token. */
    private static SurroundingsException noToken(URI realm) {
        return new SurroundingsException(
                "the token service " + Redacted.of(realm) + " gave no token; check that it is the registry's");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
