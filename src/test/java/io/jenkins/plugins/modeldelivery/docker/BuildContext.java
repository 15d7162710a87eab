package io.jenkins.plugins.modeldelivery.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A context of files in memory, with busybox and a Dockerfile. */
final class BuildContext {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    BuildContext(String dockerfile) throws IOException {
        file("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8));
        file("busybox", ContainerEngine.busybox());
    }

    BuildContext file(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(0755);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
    }

    InputStream open() throws IOException {
        tar.close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
