package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;

/**
 * How a registry wants blobs, where it is known to differ from the specification.
 *
 * @param style how a large blob is sent
 * @param largest the largest blob it takes, in bytes
 */
record Quirks(Style style, long largest) {
    /** How a large blob is sent. */
    enum Style {
        /** In chunks with their ranges; can resume. */
        CHUNKS,
        /** In one request without a length: for registries that take a single chunk, or limit those with a length. */
        STREAM
    }

    private static final long UNLIMITED = Long.MAX_VALUE;
    /** Amazon ECR's quota for a layer. */
    private static final long ECR_LAYER = 52_000L << 20;

    static Quirks of(String host) {
        if (host.equals("ghcr.io") || host.equals("gcr.io") || host.endsWith(".gcr.io") || host.endsWith(".pkg.dev")) {
            return new Quirks(Style.STREAM, UNLIMITED);
        }
        if (host.matches(".*\\.dkr\\.ecr\\..*\\.amazonaws\\.com(\\.cn)?|public\\.ecr\\.aws")) {
            return new Quirks(Style.CHUNKS, ECR_LAYER);
        }
        return new Quirks(Style.CHUNKS, UNLIMITED);
    }

    /**
     * Returns if the registry takes a blob of this size.
     *
     * @throws InvalidInputException if it is known to refuse it
     */
    void checkSize(String host, long size) {
        if (size > largest) {
            throw new InvalidInputException("image: a layer of " + size + " bytes is larger than the " + largest
                    + " bytes that " + host + " takes; split the weights into shards");
        }
    }
}
