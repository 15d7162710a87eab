package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.http.Failures;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends one blob: begins or resumes an upload, sends what the registry lacks and closes it with the digest. After a fault
 * it asks the registry how much has arrived and goes on from there; where the registry has forgotten the upload it begins
 * anew. Gives up after as many faults in a row, without progress between them, as the retry policy says.
 */
final class BlobUpload {
    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");
    private static final String BINARY = "application/octet-stream";

    private final RegistrySession session;
    private final UploadSessions sessions;
    private final StoredBlob blob;
    private final LongConsumer sent;
    private final long chunk;
    private Quirks.Style style;
    private URI location;
    private long offset;
    private long smallestChunk;
    private int faults;

    /**
     * Prepares an upload.
     *
     * @param chunk the bytes that one request carries, unless the registry wants more
     * @param sent is told of every piece that leaves
     */
    BlobUpload(RegistrySession session, UploadSessions sessions, StoredBlob blob, long chunk, LongConsumer sent) {
        this.session = session;
        this.sessions = sessions;
        this.blob = blob;
        this.chunk = chunk;
        this.sent = sent;
        this.style = Quirks.of(session.reference().host()).style();
    }

    /** Sends the blob; returns false if the registry took it from another of its repositories instead. */
    boolean send() throws IOException, InterruptedException {
        boolean resumed = style == Quirks.Style.CHUNKS && blob.descriptor().size() > chunk && resumeSaved();
        if (!resumed && !begin()) {
            return false;
        }
        while (true) {
            try {
                if (step()) {
                    sessions.forget(session.reference(), blob);
                    return true;
                }
                faults = 0;
            } catch (IOException e) {
                recover(e);
            }
        }
    }

    /** Sends one request's worth; returns whether the blob is complete. */
    private boolean step() throws IOException, InterruptedException {
        long left = blob.descriptor().size() - offset;
        if (left <= chunkSize() && style == Quirks.Style.CHUNKS || left == 0) {
            return finish(left);
        }
        return style == Quirks.Style.CHUNKS ? sendChunk(Math.min(left, chunkSize())) : sendStream();
    }

    private boolean sendChunk(long length) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = session.sendOnce(HttpRequest.newBuilder(location)
                .timeout(RegistrySession.ANSWER_TIME)
                .header("Content-Type", BINARY)
                .header("Content-Range", offset + "-" + (offset + length - 1))
                .method("PATCH", body(offset, length, true))
                .build());
        if (takesNoChunks(response.statusCode())) {
            style = Quirks.Style.STREAM;
            begin();
            return false;
        }
        accepted(response, offset + length);
        sessions.save(session.reference(), digest(), location);
        return false;
    }

    private boolean sendStream() throws IOException, InterruptedException {
        long size = blob.descriptor().size();
        HttpResponse<byte[]> response = session.sendOnce(HttpRequest.newBuilder(location)
                .timeout(RegistrySession.ANSWER_TIME)
                .header("Content-Type", BINARY)
                .method("PATCH", body(0, size, false))
                .build());
        accepted(response, size);
        if (offset < size) {
            throw new IOException("the registry took only " + offset + " of " + size + " bytes");
        }
        return false;
    }

    private void accepted(HttpResponse<byte[]> response, long expected) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new RefusedException(response);
        }
        location = session.location(location, response);
        offset = range(response).filter(end -> end < expected).map(end -> end + 1).orElse(expected);
    }

    /** Closes the upload; what is left goes with the closing request. */
    private boolean finish(long left) throws IOException, InterruptedException {
        String join = location.getRawQuery() == null ? "?" : "&";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(location + join + "digest=" + digest()))
                .timeout(RegistrySession.ANSWER_TIME)
                .header("Content-Type", BINARY)
                .PUT(body(offset, left, true));
        if (offset > 0 && left > 0) {
            request.header("Content-Range", offset + "-" + (offset + left - 1));
        }
        HttpResponse<byte[]> response = session.sendOnce(request.build());
        if (response.statusCode() / 100 != 2) {
            throw new RefusedException(response);
        }
        return true;
    }

    private HttpRequest.BodyPublisher body(long from, long length, boolean lengthTold) {
        Blob content = blob.content();
        return length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : new BlobPublisher(content, from, length, lengthTold, sent);
    }

    /** A registry that knows no chunks says so at the first one; other refusals mean what they say. */
    private boolean takesNoChunks(int status) {
        return offset == 0 && (status == 400 || status == 405 || status == 411 || status == 501);
    }

    private void recover(IOException failure) throws IOException, InterruptedException {
        Optional<String> retryAfter = Optional.empty();
        if (failure instanceof RefusedException refused) {
            int status = refused.response.statusCode();
            if (!Retries.isPassing(status) && status != 416 && status != 404) {
                sessions.forget(session.reference(), blob);
                throw RegistryErrors.of(session.reference(), "the upload of " + digest(), refused.response);
            }
            retryAfter = refused.response.headers().firstValue("Retry-After");
        }
        faults++;
        if (faults >= session.requester().attempts()) {
            throw gaveUp(failure);
        }
        session.requester().pauseAfter(faults, retryAfter);
        long before = offset;
        boolean resumed = style == Quirks.Style.CHUNKS && resume(location);
        if (!resumed) {
            begin();
        } else if (offset > before) {
            faults = 0;
        }
    }

    private RuntimeException gaveUp(IOException failure) {
        return failure instanceof RefusedException refused
                ? RegistryErrors.of(session.reference(), "the upload of " + digest(), refused.response)
                : Failures.unreachable(location, failure);
    }

    private boolean resumeSaved() throws IOException, InterruptedException {
        for (URI saved : sessions.find(session.reference(), blob)) {
            if (resume(saved)) {
                return true;
            }
        }
        return false;
    }

    /** Asks how much of an upload has arrived; returns false if the registry does not know it any more. */
    private boolean resume(URI saved) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(saved).timeout(RegistrySession.ANSWER_TIME).GET().build();
        HttpResponse<byte[]> response = session.send(request);
        if (response.statusCode() / 100 != 2) {
            return false;
        }
        location = response.headers().firstValue("Location").isPresent() ? session.location(saved, response) : saved;
        offset = range(response).map(end -> end == 0 ? 0 : end + 1).orElse(0L);
        return offset <= blob.descriptor().size();
    }

    /** Begins an upload; returns false if the registry mounted the blob from the repository it came from. */
    private boolean begin() throws InterruptedException, IOException {
        String host = session.reference().host() + "/";
        boolean sameRegistry = blob.origin().startsWith(host);
        String mount = sameRegistry
                ? "?mount=" + digest() + "&from=" + blob.origin().substring(host.length())
                : "";
        URI uri = session.uri("/blobs/uploads/" + mount);
        HttpResponse<byte[]> response = session.send(HttpRequest.newBuilder(uri)
                .timeout(RegistrySession.ANSWER_TIME)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        if (response.statusCode() == 201) {
            return false;
        }
        if (response.statusCode() != 202) {
            throw RegistryErrors.of(session.reference(), "the upload of " + digest(), response);
        }
        location = session.location(uri, response);
        smallestChunk = response.headers().firstValueAsLong("OCI-Chunk-Min-Length").orElse(0);
        offset = 0;
        if (style == Quirks.Style.CHUNKS && blob.descriptor().size() > chunk) {
            sessions.save(session.reference(), digest(), location);
        }
        return true;
    }

    private long chunkSize() {
        return Math.max(chunk, smallestChunk);
    }

    private Digest digest() {
        return blob.descriptor().digest();
    }

    /** The last byte that has arrived. {@code 0-0} may mean one byte or none, so no caller counts on it. */
    private static Optional<Long> range(HttpResponse<?> response) {
        Matcher matcher = RANGE.matcher(response.headers().firstValue("Range").orElse(""));
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    /** An answer that is not what a step asked for. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient HttpResponse<byte[]> response;

        private RefusedException(HttpResponse<byte[]> response) {
            super("status " + response.statusCode());
            this.response = response;
        }
    }
}
