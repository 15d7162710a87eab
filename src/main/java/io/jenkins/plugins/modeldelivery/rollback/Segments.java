package io.jenkins.plugins.modeldelivery.rollback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lines that are only ever appended to, in files of bounded size and number. A position counts bytes over all files, also
 * those that are gone; the name of a file is the position at which it begins.
 */
final class Segments {
    private static final int FILE_SIZE = 8 << 20;
    private static final int MOST_FILES = 16;
    private static final int LONGEST_READ = 4 << 20;
    private static final String ENDING = ".jsonl";

    private final Path folder;

    Segments(Path folder) {
        this.folder = folder;
    }

    private record Segment(Path file, long begin) {
        long end() throws IOException {
            return begin + Files.size(file);
        }
    }

    /**
     * Whole lines.
     *
     * @param position where to read on
     */
    record Portion(String text, long position) {}

    /** Appends whole lines, durably; one caller at a time. A line that a crash cut short is ended first. */
    void append(byte[] lines) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                current(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.position(channel.size());
            if (isTorn(channel)) {
                write(channel, new byte[] {'\n'});
            }
            write(channel, lines);
            // The length is forced with the data; only times are left out.
            channel.force(false);
        }
    }

    private Path current() throws IOException {
        List<Segment> all = list();
        if (all.isEmpty()) {
            return file(0);
        }
        Segment last = all.get(all.size() - 1);
        if (last.end() - last.begin() < FILE_SIZE) {
            return last.file();
        }
        for (Segment old : all.subList(0, Math.max(0, all.size() + 1 - MOST_FILES))) {
            Files.delete(old.file());
        }
        return file(last.end());
    }

    private static boolean isTorn(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Where the next line will begin. */
    long end() throws IOException {
        List<Segment> all = list();
        return all.isEmpty() ? 0 : all.get(all.size() - 1).end();
    }

    /** The lines from a position on, as many as one reading takes. What is gone by then is passed over. */
    Portion since(long position) throws IOException {
        List<Segment> all = list();
        if (all.isEmpty()) {
            return new Portion("", 0);
        }
        Segment last = all.get(all.size() - 1);
        // Files that were put aside by somebody begin anew.
        long wanted = position > last.end() ? 0 : position;
        for (Segment segment : all) {
            long from = Math.max(wanted, segment.begin());
            if (from < segment.end()) {
                Portion portion = read(segment, from);
                if (portion.position() > from || segment == last) {
                    return portion;
                }
            }
        }
        return new Portion("", last.end());
    }

    private static Portion read(Segment segment, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(segment.end() - from, LONGEST_READ));
            channel.read(bytes, from - segment.begin());
            int whole = bytes.position();
            while (whole > 0 && bytes.get(whole - 1) != '\n') {
                whole--;
            }
            return new Portion(new String(bytes.array(), 0, whole, StandardCharsets.UTF_8), from + whole);
        }
    }

    private List<Segment> list() throws IOException {
        List<Segment> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("\\d{20}" + ENDING)).sorted().toList()) {
                segments.add(new Segment(file, Long.parseLong(file.getFileName().toString().substring(0, 20))));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return segments;
    }

    private Path file(long begin) {
        return folder.resolve(String.format(Locale.ROOT, "%020d", begin) + ENDING);
    }
}
