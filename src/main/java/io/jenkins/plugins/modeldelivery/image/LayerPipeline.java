package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.layer.BuiltLayer;
import io.jenkins.plugins.modeldelivery.image.layer.LayerMaker;
import io.jenkins.plugins.modeldelivery.image.layer.PlannedLayer;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Hashes layers and hands each to the target as soon as its digest is known, so that one layer is sent while the next is
 * hashed; a large layer that the target cannot have yet is on its way before that. Closing it stops whatever still runs.
 */
final class LayerPipeline implements AutoCloseable {
    private static final int UPLOADS = 4;
    private static final int ENDING_SECONDS = 10;

    private final LayerMaker maker;
    private final ExecutorService hashing =
            Executors.newFixedThreadPool(Math.min(UPLOADS, Runtime.getRuntime().availableProcessors()), LayerPipeline::thread);
    private final ExecutorService sending = Executors.newFixedThreadPool(UPLOADS, LayerPipeline::thread);

    LayerPipeline(LayerMaker maker) {
        this.maker = maker;
    }

    /** The layers, hashed and not sent. */
    List<BuiltLayer> build(List<PlannedLayer> plan) throws InterruptedException {
        return results(plan.stream().map(layer -> hashing.submit(() -> maker.build(layer))).toList());
    }

    /** The layers, hashed and sent; the order is the plan's. */
    List<BuiltLayer> buildAndSend(List<PlannedLayer> plan, Target target) throws InterruptedException {
        List<Future<Future<BuiltLayer>>> hashed = new ArrayList<>();
        for (PlannedLayer layer : plan) {
            hashed.add(hashing.submit(() -> {
                Optional<Blob> unhashed = maker.unhashed(layer);
                Optional<Target.Early> early = unhashed.isPresent() ? target.begin(unhashed.get()) : Optional.empty();
                BuiltLayer built = hash(layer, early);
                return sending.submit(() -> send(built, target, early));
            }));
        }
        return results(results(hashed));
    }

    /** Sends what is hashed. */
    void send(List<StoredBlob> blobs, Target target) throws InterruptedException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (StoredBlob blob : blobs) {
            tasks.add(() -> {
                target.take(blob);
                return null;
            });
        }
        results(tasks.stream().map(sending::submit).toList());
    }

    private BuiltLayer hash(PlannedLayer layer, Optional<Target.Early> early) throws IOException, InterruptedException {
        boolean done = false;
        try {
            BuiltLayer built = maker.build(layer);
            done = true;
            return built;
        } finally {
            if (!done && early.isPresent()) {
                early.get().abandon();
            }
        }
    }

    private static BuiltLayer send(BuiltLayer layer, Target target, Optional<Target.Early> early)
            throws IOException, InterruptedException {
        if (early.isPresent()) {
            early.get().finish(stored(layer));
        } else {
            target.take(stored(layer));
        }
        return layer;
    }

    static StoredBlob stored(BuiltLayer layer) {
        return new StoredBlob(layer.descriptor(), layer.blob());
    }

    private static <T> List<T> results(List<Future<T>> futures) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
        return results;
    }

    private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known
                ? known
                : new SurroundingsException("the image cannot be packed: " + cause.getMessage()
                        + "; let nothing write to the folders while the step runs, and check disk and network", cause);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "buildModelImage");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for what it stops: nothing is written to the target once the step has failed. */
    @Override
    public void close() {
        hashing.shutdownNow();
        sending.shutdownNow();
        try {
            hashing.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS);
            sending.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
