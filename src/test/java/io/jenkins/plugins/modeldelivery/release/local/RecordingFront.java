package io.jenkins.plugins.modeldelivery.release.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Stands before a port of this machine and keeps all that its clients send, whether what is behind it takes it or not. */
public final class RecordingFront implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+ /\\S*) HTTP/1\\.1\r\n");
    private static final Pattern COMMAND = Pattern.compile("[^;\n]+");

    private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService pumps = Executors.newCachedThreadPool();
    private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();
    private final int behind;

    public RecordingFront(int behind) throws IOException {
        this.behind = behind;
        pumps.execute(this::accept);
    }

    public int port() {
        return front.getLocalPort();
    }

    /** Method and path of each HTTP request. */
    public List<String> requests() {
        return said(REQUEST, 1);
    }

    /** Each command, for a server that takes them by the line or divided by semicolons. */
    public List<String> commands() {
        return said(COMMAND, 0);
    }

    private List<String> said(Pattern pattern, int group) {
        return connections.stream()
                .map(bytes -> bytes.toString(StandardCharsets.UTF_8))
                .flatMap(text -> pattern.matcher(text).results())
                .map(found -> found.group(group).strip())
                .toList();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                connections.add(kept);
                pumps.execute(() -> pump(client, server, kept));
                pumps.execute(() -> pump(server, client, OutputStream.nullOutputStream()));
            } catch (IOException closed) {
                // The test is over, or nothing is behind: the client sees that its connection ends.
            }
        }
    }

    /** Kept before it is passed on, so that whoever has an answer finds here what was asked. */
    private static void pump(Socket from, Socket to, OutputStream kept) {
        try (to; InputStream in = from.getInputStream()) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                kept.write(buffer, 0, read);
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // Either side may end it.
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        pumps.shutdownNow();
    }
}
