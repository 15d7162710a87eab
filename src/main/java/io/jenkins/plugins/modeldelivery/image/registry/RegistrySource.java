package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.ContentSource;
import io.jenkins.plugins.modeldelivery.image.oci.MediaTypes;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** An image in a registry, read as a base. Whatever is read is verified by its digest. */
public final class RegistrySource implements ContentSource {
    private static final int LARGEST_DOCUMENT = 16 << 20;

    private final RegistrySession session;
    private final BaseCache cache;
    private byte[] rootContent;
    private Descriptor root;

    RegistrySource(RegistrySession session, BaseCache cache) {
        this.session = session;
        this.cache = cache;
    }

    @Override
    public String name() {
        return session.reference().toString();
    }

    @Override
    public Descriptor root() throws IOException, InterruptedException {
        if (root == null) {
            Reference reference = session.reference();
            HttpResponse<byte[]> response = fetch(reference.target());
            Digest digest = Digest.of(response.body());
            if (reference.digest() != null && !reference.digest().equals(digest)) {
                throw mismatch(reference.digest());
            }
            String mediaType = response.headers().firstValue("Content-Type").orElse(MediaTypes.MANIFEST);
            root = new Descriptor(mediaType.replaceFirst(";.*", "").strip(), digest, response.body().length);
            rootContent = response.body();
        }
        return root;
    }

    @Override
    public byte[] manifest(Descriptor descriptor) throws IOException, InterruptedException {
        if (descriptor.equals(root)) {
            return rootContent;
        }
        return verified(fetch(descriptor.digest().toString()).body(), descriptor);
    }

    @Override
    public byte[] document(Descriptor descriptor) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(session.uri("/blobs/" + descriptor.digest()))
                .timeout(RegistrySession.ANSWER_TIME)
                .build();
        HttpResponse<InputStream> response = session.open(request);
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("registry " + session.reference().host() + " answered " + response.statusCode()
                        + " for " + descriptor.digest());
            }
            return verified(body.readNBytes(LARGEST_DOCUMENT), descriptor);
        }
    }

    @Override
    public StoredBlob layer(Descriptor descriptor) {
        String origin = session.reference().host() + "/" + session.reference().repository();
        return new StoredBlob(descriptor, cache.blob(session, descriptor), origin);
    }

    private HttpResponse<byte[]> fetch(String target) throws InterruptedException {
        HttpResponse<byte[]> response = session.send(HttpRequest.newBuilder(session.uri("/manifests/" + target))
                .timeout(RegistrySession.ANSWER_TIME)
                .header("Accept", MediaTypes.ANY_MANIFEST)
                .build());
        if (response.statusCode() != 200) {
            throw RegistryErrors.of(session.reference(), "a request for " + session.reference(), response);
        }
        return response;
    }

    private byte[] verified(byte[] content, Descriptor descriptor) throws IOException {
        if (!Digest.of(content).equals(descriptor.digest())) {
            throw mismatch(descriptor.digest());
        }
        return content;
    }

    private IOException mismatch(Digest expected) {
        return new IOException("registry " + session.reference().host() + " gave something else than " + expected);
    }
}
