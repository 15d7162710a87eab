package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Requests to one repository, each authenticated as the registry asks for it. Thread-safe. */
final class RegistrySession {
    /** How long the first byte of an answer may take; a registry hashes a whole layer before it answers the last request. */
    static final Duration ANSWER_TIME = Duration.ofMinutes(30);

    private static final int MOST_REDIRECTS = 5;
    private static final int LARGEST_ANSWER = 16 << 20;

    private final Requester requester;
    private final Reference reference;
    private final String scheme;
    private final boolean plainAllowed;
    private final String scope;
    private final Authenticator authenticator;

    /**
     * Opens a session.
     *
     * @param insecure whether plain http is used for a registry that is not on this machine
     * @param actions {@code pull} or {@code pull,push}
     */
    RegistrySession(
            Requester requester, Reference reference, Optional<Credential> credential, boolean insecure, String actions) {
        this(requester, reference, credential, insecure, actions, false);
    }

    /** The same; {@code secured} says that the registry speaks TLS although it need not. */
    RegistrySession(
            Requester requester,
            Reference reference,
            Optional<Credential> credential,
            boolean insecure,
            String actions,
            boolean secured) {
        this.requester = requester;
        this.reference = reference;
        this.plainAllowed = insecure || reference.isLoopback();
        this.scheme = plainAllowed && !secured ? "http" : "https";
        this.scope = "repository:" + reference.repository() + ":" + actions;
        this.authenticator = new Authenticator(requester, credential, plainAllowed);
    }

    Reference reference() {
        return reference;
    }

    Requester requester() {
        return requester;
    }

    /** An address below the repository's, such as {@code /blobs/uploads/}. */
    URI uri(String path) {
        return URI.create(scheme + "://" + reference.address() + "/v2/" + reference.repository() + path);
    }

    /** Sends a request whose repetition does no harm, again after passing faults. */
    HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException {
        return authenticated(request, attempt -> requester.send(attempt, BoundedBody.ofBytes(LARGEST_ANSWER)));
    }

    /**
     * Sends a request once, but for authentication.
     *
     * @throws IOException if the connection broke
     */
    HttpResponse<byte[]> sendOnce(HttpRequest request) throws IOException, InterruptedException {
        return authenticated(request, attempt -> requester.sendOnce(attempt, BoundedBody.ofBytes(LARGEST_ANSWER)));
    }

    /** Opens what a GET answers, following redirects; other hosts do not see the registry's authorization. */
    HttpResponse<InputStream> open(HttpRequest request) throws IOException, InterruptedException {
        HttpRequest next = request;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<InputStream> response =
                    authenticated(next, attempt -> requester.send(attempt, HttpResponse.BodyHandlers.ofInputStream()));
            int status = response.statusCode();
            if (status < 300 || status >= 400 || status == 304) {
                return response;
            }
            response.body().close();
            URI target = location(next.uri(), response);
            next = HttpRequest.newBuilder(request, (name, value) -> true).uri(target).build();
        }
        throw new IOException("the registry redirects again and again");
    }

    /**
     * Where a Location header leads.
     *
     * @throws SurroundingsException if it is missing, or leaves https
     */
    URI location(URI requested, HttpResponse<?> response) {
        URI target;
        try {
            target = requested.resolve(response.headers().firstValue("Location").orElseThrow());
        } catch (NoSuchElementException | IllegalArgumentException e) {
            throw new SurroundingsException("registry " + reference.host() + " answered " + response.statusCode()
                    + " without saying where to go on; check that it is a registry", e);
        }
        // A registry behind a proxy that ends TLS often names itself with http: the same host is asked by https instead.
        if ("http".equals(target.getScheme()) && !plainAllowed) {
            if (!target.getHost().equals(requested.getHost())) {
                throw new SurroundingsException("registry " + reference.host() + " leads from https to plain http on "
                        + target.getHost() + "; ask its administrator, or set insecure: true if that is meant");
            }
            return URI.create("https" + target.toString().substring("http".length()));
        }
        return target;
    }

    /** Sends, answers a challenge, and sends again. */
    private <T, X extends Exception> HttpResponse<T> authenticated(HttpRequest request, Sender<T, X> sender)
            throws X, InterruptedException {
        HttpResponse<T> response = sender.send(authorized(request));
        boolean challenged = response.statusCode() == 401 && isRegistry(request.uri());
        return challenged && authenticator.answer(scope, response) ? sender.send(authorized(request)) : response;
    }

    private HttpRequest authorized(HttpRequest request) {
        Optional<String> header = isRegistry(request.uri()) ? authenticator.header(scope) : Optional.empty();
        if (header.isEmpty()) {
            return request;
        }
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader("Authorization", header.get())
                .build();
    }

    private boolean isRegistry(URI uri) {
        return reference.address().equals(uri.getRawAuthority());
    }

    /** One way to send; what it throws is what its caller has to expect. */
    @FunctionalInterface
    private interface Sender<T, X extends Exception> {
        HttpResponse<T> send(HttpRequest request) throws X, InterruptedException;
    }
}
