package io.jenkins.plugins.modeldelivery.jenkins.configuration;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.modeldelivery.http.ProxyServer;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** The proxy that Jenkins itself uses, as our requests take it. */
final class JenkinsProxy {
    private JenkinsProxy() {}

    static ProxyServer current() {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        if (proxy == null) {
            return ProxyServer.NONE;
        }
        String user = proxy.getUserName();
        Credential credential =
                user == null || user.isEmpty() ? null : new Credential(user, proxy.getSecretPassword().getPlainText());
        return new ProxyServer(proxy.getName(), proxy.getPort(), credential, exceptions(proxy.getNoProxyHost()));
    }

    /** Jenkins separates them by lines, spaces, commas or bars. */
    private static List<String> exceptions(String text) {
        return text == null
                ? List.of()
                : Stream.of(text.toLowerCase(Locale.ROOT).split("[,|\\s]+")).filter(entry -> !entry.isEmpty()).toList();
    }
}
