package hudson;

import hudson.util.Secret;

public final class ProxyConfiguration {
    public native String getName();

    public native int getPort();

    public native String getUserName();

    public native Secret getSecretPassword();

    public native String getNoProxyHost();
}
