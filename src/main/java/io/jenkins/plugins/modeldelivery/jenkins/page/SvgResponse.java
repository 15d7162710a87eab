package io.jenkins.plugins.modeldelivery.jenkins.page;

import io.jenkins.plugins.modeldelivery.report.Badge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers with a badge, which no proxy may keep and which cannot run anything when it is opened as a page. */
final class SvgResponse implements HttpResponse {
    private final Badge badge;

    SvgResponse(Badge badge) {
        this.badge = badge;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        byte[] svg = badge.svg().getBytes(StandardCharsets.UTF_8);
        response.setContentType("image/svg+xml;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setContentLength(svg.length);
        response.getOutputStream().write(svg);
    }
}
