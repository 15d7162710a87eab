package io.jenkins.plugins.modeldelivery.jenkins.page;

import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers with a report: a side file as it lies in the build, or one that is not written yet. */
final class JsonResponse implements HttpResponse {
    private final Content content;

    private JsonResponse(Content content) {
        this.content = content;
    }

    static JsonResponse of(Path file) {
        return new JsonResponse(output -> Files.copy(file, output));
    }

    static JsonResponse of(Map<String, Object> report) {
        return new JsonResponse(output -> output.write(ReportJson.write(report).getBytes(StandardCharsets.UTF_8)));
    }

    private interface Content {
        void writeTo(OutputStream output) throws IOException;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        content.writeTo(response.getOutputStream());
    }
}
