package io.jenkins.plugins.modeldelivery.image.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What tells whether a file was written to: its size, modification time and inode.
 *
 * @param size in bytes
 * @param modified nanoseconds since the epoch, as precise as the file system is
 * @param inode what the file system knows the file by; {@code null} as text where it has no such thing
 */
public record FileStamp(long size, long modified, String inode) {
    /** The stamp of a file; symbolic links are not followed. */
    public static FileStamp of(Path file) throws IOException {
        return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    public static FileStamp of(BasicFileAttributes attributes) {
        long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return new FileStamp(attributes.size(), modified, String.valueOf(attributes.fileKey()));
    }
}
