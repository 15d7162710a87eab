package io.jenkins.plugins.modeldelivery.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on loopback of whose responses a test decides every byte; each connection has a thread. */
public final class ScriptedServer implements AutoCloseable {
    /** Answers one request; a thrown exception closes the connection. */
    public interface Script {
        void answer(String request, OutputStream out) throws Exception;
    }

    /** Ends what the server says, but not what it hears. */
    public static final class HalfClose extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    public ScriptedServer(Script script) throws IOException {
        this(0, script);
    }

    private ScriptedServer(int port, Script script) throws IOException {
        this.script = script;
        listener = new ServerSocket(port, 256, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** A server on a port that is known before. */
    public static ScriptedServer on(int port, Script script) throws IOException {
        return new ScriptedServer(port, script);
    }

    /** How many connections are open. */
    public int connectionCount() {
        return sockets.size();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** A whole response of status 200. */
    public static byte[] ok(String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Text as one chunk of a chunked body; the empty text ends it. */
    public static byte[] chunk(String text) {
        return (Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A delay that the server takes before it goes on. */
    public static void delay(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                // The listener was closed; the loop ends.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            try {
                for (String request = read(in); request != null; request = read(in)) {
                    script.answer(request, out);
                    out.flush();
                }
            } catch (HalfClose e) {
                out.flush();
                socket.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (Exception e) {
            // The script or the client wanted the connection to end.
        } finally {
            sockets.remove(socket);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            head.write(b);
            text = b == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
        }
        int length = 0;
        for (String line : text.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
