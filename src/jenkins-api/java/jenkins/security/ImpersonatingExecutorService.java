package jenkins.security;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.security.core.Authentication;

public final class ImpersonatingExecutorService extends AbstractExecutorService {
    public ImpersonatingExecutorService(ExecutorService base, Authentication authentication) {}

    @Override
    public native void execute(Runnable command);

    @Override
    public native void shutdown();

    @Override
    public native List<Runnable> shutdownNow();

    @Override
    public native boolean isShutdown();

    @Override
    public native boolean isTerminated();

    @Override
    public native boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException;
}
