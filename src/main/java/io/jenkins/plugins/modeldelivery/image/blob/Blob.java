package io.jenkins.plugins.modeldelivery.image.blob;

import java.io.IOException;
import java.io.InputStream;

/** Content of known length that can be read from any offset, again and again, so that an upload can resume. */
public interface Blob {
    /** Length in bytes. */
    long size();

    /**
     * Opens the content from an offset on; the caller closes it.
     *
     * @param offset from 0 to {@link #size()}
     * @throws IOException if the content cannot be read or is no longer what it was when the blob was made
     */
    InputStream open(long offset) throws IOException;

    /**
     * What the content depends on: equal identities mean equal content as long as files keep path, size, modification
     * time and inode. The empty string means that this is not known.
     */
    String identity();
}
