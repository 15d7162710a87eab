package io.jenkins.plugins.modeldelivery.image.oci;

import java.util.Map;

/** Names of the kinds of documents and layers, from the OCI image specification 1.1 and Docker's schema 2. */
public final class MediaTypes {
    public static final String INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String EMPTY = "application/vnd.oci.empty.v1+json";
    static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    /** What to ask a registry for. */
    public static final String ANY_MANIFEST = String.join(", ", INDEX, MANIFEST, DOCKER_INDEX, DOCKER_MANIFEST);

    private static final Map<String, String> OCI_NAMES = Map.of(
            "application/vnd.docker.image.rootfs.diff.tar", "application/vnd.oci.image.layer.v1.tar",
            "application/vnd.docker.image.rootfs.diff.tar.gzip", "application/vnd.oci.image.layer.v1.tar+gzip",
            "application/vnd.docker.image.rootfs.diff.tar.zstd", "application/vnd.oci.image.layer.v1.tar+zstd");

    private MediaTypes() {}

    static boolean isIndex(String mediaType) {
        return mediaType.equals(INDEX) || mediaType.equals(DOCKER_INDEX);
    }

    static boolean isManifest(String mediaType) {
        return mediaType.equals(MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    /** The OCI name of a layer's kind: Docker's kinds are the same bytes under another name. */
    static String ociLayer(String mediaType) {
        return OCI_NAMES.getOrDefault(mediaType, mediaType);
    }
}
