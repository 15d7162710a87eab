package io.jenkins.plugins.modeldelivery.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.ResponseItem;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The items of a long answer: progress for the log, and the error that may come in the middle of an answer of status 200.
 *
 * @param <T> the kind of items
 */
class Items<T extends ResponseItem> extends ResultCallback.Adapter<T> {
    private final Consumer<String> log;
    private volatile String error = "";

    Items(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void onNext(T item) {
        ResponseItem.ErrorDetail detail = item.getErrorDetail();
        if (detail != null && detail.getMessage() != null) {
            error = detail.getMessage();
        } else if (error.isEmpty() && item.isErrorIndicated()) {
            error = String.valueOf(item.getErrorDetail());
        }
        String text = item.getStream() == null ? "" : item.getStream().stripTrailing();
        if (!text.isEmpty()) {
            text.lines().forEach(log);
        }
    }

    /**
     * Waits for the end of the answer; when interrupted it ends the request, which ends the work.
     *
     * @throws ItemFailure if an item told of an error
     */
    void await() throws InterruptedException {
        try {
            awaitCompletion();
        } finally {
            try {
                close();
            } catch (IOException e) {
                log.accept("The connection to the service was not closed in order: " + e.getMessage());
            }
        }
        if (!error.isEmpty()) {
            throw new ItemFailure(error.strip());
        }
    }

    /** What an item told. */
    static final class ItemFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ItemFailure(String message) {
            super(message);
        }
    }
}
