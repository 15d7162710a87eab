package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.prometheus.ExpositionWriter;
import io.jenkins.plugins.modeldelivery.release.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code /model-delivery-metrics/}: deployments and roll-backs for Prometheus, of the workloads whose jobs whoever asks may
 * read, as on the page <em>Deployments</em>.
 */
@Extension
public final class DeploymentMetrics implements RootAction {
    static final String URL_NAME = "model-delivery-metrics";

    private static final String RELEASED = "model_delivery_release_timestamp_seconds";
    private static final String UNDER_WAY = "model_delivery_operations";
    private static final String SUSPENDED = "model_delivery_automation_suspended";
    private static final List<String> STEPS = List.of("canaryDeploy", "rollbackOnAlert");

    public void doIndex(StaplerResponse2 response) throws IOException {
        response.setContentType(ExpositionWriter.CONTENT_TYPE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(page(new Deployments().getDeployments()).getBytes(StandardCharsets.UTF_8));
    }

    private static String page(List<Deployment> deployments) {
        ExpositionWriter page = new ExpositionWriter();
        Tally.announce(page);
        page.metric(RELEASED, ExpositionWriter.Type.GAUGE, "Since when the version runs that runs now, as seconds since 1970.");
        page.metric(UNDER_WAY, ExpositionWriter.Type.GAUGE, "Releases and watches that go on now.");
        page.metric(SUSPENDED, ExpositionWriter.Type.GAUGE, "Whether an administrator has suspended automation.");
        page.sample(SUSPENDED, Map.of(), ModelDeliveryConfiguration.get().isAutomationSuspended() ? 1 : 0);
        deployments.forEach(deployment -> expose(deployment, page));
        return page.page();
    }

    private static void expose(Deployment deployment, ExpositionWriter page) {
        Map<String, String> labels = deployment.labels();
        deployment.tally().expose(page, labels);
        deployment.sinceSeconds().ifPresent(since -> page.sample(RELEASED, labels, since));
        for (String step : STEPS) {
            Map<String, String> more = new LinkedHashMap<>(labels);
            more.put("step", step);
            page.sample(UNDER_WAY, more, deployment.underWay(step));
        }
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }
}
