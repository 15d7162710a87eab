package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Sends chunks of a blob while its digest is still being computed. Once that is known, {@link Repository} goes on where this
 * stopped, as it goes on after a killed build; whatever went wrong here it does again, and tells.
 */
public final class EarlyUpload {
    private final RegistrySession session;
    private final UploadSessions sessions;
    private final Repository repository;
    private final Blob content;
    private final long chunk;
    private final FutureTask<Void> sending = new FutureTask<>(this::send, null);
    private volatile URI location;
    private volatile boolean stopped;

    EarlyUpload(RegistrySession session, UploadSessions sessions, Repository repository, Blob content, long chunk) {
        this.session = session;
        this.sessions = sessions;
        this.repository = repository;
        this.content = content;
        this.chunk = chunk;
    }

    EarlyUpload start() {
        Thread thread = new Thread(sending, "buildModelImage early upload");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** Sends what is left, now that the digest is known; returns false if the registry has the blob already. */
    public boolean finish(StoredBlob blob) throws IOException, InterruptedException {
        stop();
        return repository.pushRest(blob, this);
    }

    /** Gives the upload up. */
    public void abandon() throws IOException, InterruptedException {
        stop();
        sessions.forget(session.reference(), content);
        if (location == null) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(location).timeout(RegistrySession.ANSWER_TIME).DELETE().build();
        try {
            session.sendOnce(request);
        } catch (IOException e) {
            // A registry forgets what nobody goes on with.
            location = null;
        }
    }

    /** Where the upload is; null if there is none. */
    URI location() {
        return location;
    }

    /** Ends after the chunk that is on its way. */
    private void stop() throws InterruptedException {
        stopped = true;
        try {
            sending.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending catches what it expects", e.getCause());
        }
    }

    private void send() {
        try {
            URI begun = session.uri("/blobs/uploads/");
            HttpResponse<byte[]> opened = session.send(HttpRequest.newBuilder(begun)
                    .timeout(RegistrySession.ANSWER_TIME)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build());
            if (opened.statusCode() != 202) {
                return;
            }
            location = session.location(begun, opened);
            sessions.save(session.reference(), content, location);
            long length = Math.max(chunk, opened.headers().firstValueAsLong("OCI-Chunk-Min-Length").orElse(0));
            for (long offset = 0; !stopped && content.size() - offset > length; offset += length) {
                HttpResponse<byte[]> response = session.sendOnce(repository.chunk(location, content, offset, length));
                if (response.statusCode() / 100 != 2) {
                    return;
                }
                location = session.location(location, response);
                sessions.save(session.reference(), content, location);
            }
        } catch (IOException | InvalidInputException | SurroundingsException e) {
            stopped = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
