package io.jenkins.plugins.modeldelivery.jenkins.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers with a text to be saved as a file; 404 where there is no such text. */
final class TextFileResponse implements HttpResponse {
    private static final int NOT_FOUND = 404;

    private final String name;
    private final String text;

    TextFileResponse(String name, String text) {
        this.name = name;
        this.text = text;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        if (text == null) {
            response.sendError(NOT_FOUND);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
