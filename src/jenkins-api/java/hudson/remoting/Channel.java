package hudson.remoting;

import java.io.IOException;

public class Channel implements VirtualChannel {
    public abstract static class Listener {
        public void onClosed(Channel channel, IOException cause) {}
    }

    public native void addListener(Listener listener);

    public native boolean removeListener(Listener listener);

    public native boolean isClosingOrClosed();
}
