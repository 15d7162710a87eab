package io.jenkins.plugins.modeldelivery.jenkins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.Permissions;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** All that can be asked of a running canary by REST: who may not is refused and leaves no trace, who may is heard and written down. */
@WithJenkins
final class CanarySignalsTest {
    private static final String REPORT = "model-delivery/canaryDeploy/";
    private static final String UNDECIDED = "steps: [25, 50, 100], minRequests: 100000000";

    private JenkinsRule jenkins;
    private JenkinsRule.WebClient reader;
    private JenkinsRule.WebClient operator;

    /** What is asked, and what the report says once it took effect. */
    private record Asked(String kind, String effect) {}

    /** What one canary does not hear when it has begun, what is asked of it in turn, and the badge of its end. */
    private record Canary(String name, String options, String begun, String unheard, List<Asked> asked, String badge) {}

    private static final List<Canary> TABLE = List.of(
            new Canary("held", "steps: [25, 50, 100], minRequests: 30, approvals: [50]", "somebody must agree to 50 %", "resume",
                    List.of(new Asked("pause", "Held: paused by operator."),
                            new Asked("resume", "operator lets it go on."),
                            new Asked("approve", "operator agrees to 50 %.")),
                    "v2 live"),
            new Canary("urged", UNDECIDED, "confirms 25 %", "approve",
                    List.of(new Asked("advance", "The router confirms 50 %"),
                            new Asked("promote", "The router confirms the promotion")),
                    "v2 live"),
            // The last, since an image that went back is not released again.
            new Canary("recalled", UNDECIDED, "confirms 25 %", "resume",
                    List.of(new Asked("roll_back", "The router confirms that all traffic is back")), "rolled back"));

    @Test
    void whatIsAskedTakesEffectAndIsWrittenDownForThoseAloneWhoMay(JenkinsRule rule) throws Exception {
        jenkins = rule;
        LiveRelease.prepare(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ).everywhere().to("reader")
                .grant(Jenkins.READ, Item.READ, Permissions.OPERATE).everywhere().to("operator"));
        reader = browser("reader");
        operator = browser("operator");
        for (Canary canary : TABLE) {
            try (LiveRelease release = new LiveRelease()) {
                steer(canary, release);
            }
        }
    }

    private void steer(Canary canary, LiveRelease release) throws Exception {
        WorkflowRun build = release.job(jenkins, canary.name(), canary.options()).scheduleBuild2(0).waitForStart();
        Waiting.until(canary.begun(), () -> report(build).contains(canary.begun()));
        List<String> written = audit();
        assertThat(ask(operator, build, canary.unheard())).as(canary.unheard()).isEqualTo(409);
        assertThat(audit()).as("what is not heard is not written down").isEqualTo(written);
        for (Asked asked : canary.asked()) {
            int share = release.share();
            assertThat(ask(reader, build, asked.kind())).as(asked.kind()).isEqualTo(403);
            assertThat(release.share()).as(asked.kind() + " refused").isEqualTo(share);
            assertThat(ask(operator, build, asked.kind())).as(asked.kind()).isLessThan(400);
            Waiting.until(asked.kind() + " takes effect", () -> report(build).contains(asked.effect()));
            assertThat(audit()).filteredOn(line -> line.contains("\"asked\":\"" + asked.kind() + "\""))
                    .singleElement().asString()
                    .contains("\"user\":\"operator\"", "\"build\":\"" + canary.name() + "#1\"", "\"reason\":\"for " + asked.kind() + "\"");
        }
        jenkins.waitForCompletion(build);
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo(canary.badge());
        assertThat(report(build)).as("nothing was heard of who may not").doesNotContain("reader");
    }

    private List<String> audit() throws IOException {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/audit.jsonl");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String report(WorkflowRun build) throws Exception {
        return operator.getPage(new URL(jenkins.getURL(), build.getUrl() + REPORT + "report.json"))
                .getWebResponse().getContentAsString();
    }

    private int ask(JenkinsRule.WebClient browser, WorkflowRun build, String kind) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), build.getUrl() + REPORT + "signal"), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("kind", kind), new NameValuePair("reason", "for " + kind)));
        return browser.getPage(browser.addCrumb(request)).getWebResponse().getStatusCode();
    }

    private JenkinsRule.WebClient browser(String user) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false).login(user)
                .withThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setRedirectEnabled(false);
        return browser;
    }
}
