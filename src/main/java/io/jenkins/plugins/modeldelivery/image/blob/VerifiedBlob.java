package io.jenkins.plugins.modeldelivery.image.blob;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A blob whose content is compared with its digest while it is read from the beginning: for where nobody else does, as a
 * registry would. A digest may come from the cache, and a file may have changed without a trace in its stamp.
 *
 * @param digest what the content must have
 */
public record VerifiedBlob(Digest digest, Blob content) implements Blob {
    @Override
    public long size() {
        return content.size();
    }

    /**
     * Opens the content; what is read from an offset other than 0 is not verified.
     *
     * @throws InvalidInputException from reading the last bytes, if the content has another digest
     */
    @Override
    public InputStream open(long offset) throws IOException {
        InputStream stream = content.open(offset);
        return offset == 0 ? new Verifier(stream) : stream;
    }

    @Override
    public String identity() {
        return content.identity();
    }

    /** Keeps back the last bytes of content that is wrong, so that no reader takes it for whole. */
    private final class Verifier extends InputStream {
        private final InputStream stream;
        private final MessageDigest found = Sha256.digest();
        private long left = size();

        private Verifier(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = stream.read(target, offset, length);
            if (read > 0) {
                found.update(target, offset, read);
                left -= read;
                if (left == 0) {
                    check();
                }
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }

        private void check() {
            if (!Digest.finished(found).equals(digest)) {
                throw new InvalidInputException("file '" + content + "' has not the content of its digest " + digest
                        + ": it was changed while size, modification time and inode stayed the same;"
                        + " touch it or set verify: true, and copy it again if it belongs to a base");
            }
        }
    }
}
