package io.jenkins.plugins.modeldelivery.image.layer;

import io.jenkins.plugins.modeldelivery.image.blob.FileStamp;
import java.nio.file.Path;

/**
 * A file on disk and what it becomes in the image.
 *
 * @param source where it is
 * @param name its path below the packed folder, with {@code /} between the parts
 * @param target its path in the image without a leading {@code /}
 * @param executable whether its owner may execute it
 */
public record PackedFile(Path source, String name, String target, FileStamp stamp, boolean executable) {
    public long size() {
        return stamp.size();
    }
}
