package io.jenkins.plugins.modeldelivery.jenkins.webhook;

import hudson.Extension;
import hudson.security.csrf.CrumbExclusion;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A sender of alerts has a secret instead of a crumb. Holds for the webhook's one address and for nothing below it. */
@Extension
public final class WebhookCrumbExclusion extends CrumbExclusion {
    private static final String PATH = "/" + AlertWebhook.URL_NAME + "/";

    @Override
    public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!PATH.equals(request.getPathInfo())) {
            return false;
        }
        chain.doFilter(request, response);
        return true;
    }
}
