package hudson.remoting;

import java.io.IOException;

public class Channel implements VirtualChannel {
    public abstract static class Listener {
        public void onClosed(Channel channel, IOException cause) {}
    }

    @Override
    public native <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) throws IOException;

    public native void addListener(Listener listener);

    public native boolean removeListener(Listener listener);

    public native boolean isClosingOrClosed();
}
