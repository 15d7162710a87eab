package hudson;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import jenkins.util.SerializableOnlyOverRemoting;
import org.jenkinsci.remoting.RoleSensitive;

public final class FilePath implements SerializableOnlyOverRemoting {
    public interface FileCallable<T> extends Serializable, RoleSensitive {
        T invoke(File file, VirtualChannel channel) throws IOException, InterruptedException;
    }

    public native String getRemote();

    public native VirtualChannel getChannel();

    public native <T> T act(FileCallable<T> callable) throws IOException, InterruptedException;
}
