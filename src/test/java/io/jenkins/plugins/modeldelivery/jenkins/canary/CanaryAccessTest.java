package io.jenkins.plugins.modeldelivery.jenkins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Items;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.page.Permissions;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever may do everything in a folder of his own neither reads nor steers nor even sees the canary of another folder. */
@WithJenkins
final class CanaryAccessTest {
    private static final String REPORT = "model-delivery/canaryDeploy/";

    private JenkinsRule jenkins;
    private LiveRelease release;
    private WorkflowRun build;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        release = new LiveRelease();
        LiveRelease.prepare(jenkins);
        MockFolder theirs = jenkins.createFolder("theirs");
        MockFolder own = jenkins.createFolder("own");
        WorkflowJob job = release.job(jenkins, "payments", "steps: [25, 100], minRequests: 100000000");
        Items.move(job, theirs);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ).everywhere().toEveryone()
                .grant(Item.READ, Permissions.OPERATE).onFolders(theirs).to("colleague")
                .grant(Item.READ, Item.BUILD, Item.CONFIGURE, Permissions.OPERATE).onFolders(own).to("stranger"));
        build = job.scheduleBuild2(0).waitForStart();
        Waiting.until("the canary gets traffic", () -> !build.getActions(LiveReport.class).isEmpty() && release.share() == 25);
    }

    @AfterEach
    void stop() throws Exception {
        build.getExecutor().interrupt();
        jenkins.waitForCompletion(build);
        release.close();
    }

    @Test
    void nobodyOfAnotherFolderReadsSteersOrSeesIt() throws Exception {
        String run = build.getUrl();
        String job = build.getParent().getUrl();
        List<String> pages = List.of(
                run + REPORT, run + REPORT + "report.json", run + "model-delivery/badge.svg", job + "model-delivery/",
                job + "model-deployments/", job + "model-deployments/api/json",
                "model-deployments/local~default~local.fraud/");
        for (String page : pages) {
            assertThat(status(get(page, "stranger"))).as(page).isIn(403, 404);
            assertThat(status(get(page, ""))).as(page + " for anonymous").isIn(401, 403, 404);
        }
        for (String kind : List.of("roll_back", "promote", "advance", "pause", "approve")) {
            assertThat(status(post(run + REPORT + "signal", "stranger", kind))).as(kind).isIn(403, 404);
            assertThat(status(post(run + REPORT + "signal", "", kind))).as(kind + " by anonymous").isIn(401, 403, 404);
        }
        assertThat(status(post("model-deployments/local~default~local.fraud/rollBack", "stranger", ""))).isIn(403, 404);
        for (String user : List.of("stranger", "")) {
            for (String list : List.of("model-deployments/", "model-deployments/api/json", "")) {
                assertThat(get(list, user).getWebResponse().getContentAsString()).doesNotContain("fraud").doesNotContain("payments");
            }
        }
        assertThat(release.share()).isEqualTo(25);
    }

    /** The pages are there for whoever may see them, so that nothing above passes because an address is wrong. */
    @Test
    void aColleagueReadsAndSteersIt() throws Exception {
        for (String page : List.of(REPORT, REPORT + "report.json", "model-delivery/badge.svg")) {
            assertThat(status(get(build.getUrl() + page, "colleague"))).as(page).isEqualTo(200);
        }
        assertThat(get("model-deployments/", "colleague").getWebResponse().getContentAsString()).contains("fraud");
        assertThat(status(post(build.getUrl() + REPORT + "signal", "colleague", "pause"))).isLessThan(400);
    }

    private static int status(Page page) {
        return page.getWebResponse().getStatusCode();
    }

    private Page get(String path, String user) throws Exception {
        return browser(user).getPage(new URL(jenkins.getURL(), path));
    }

    private Page post(String path, String user, String kind) throws Exception {
        JenkinsRule.WebClient browser = browser(user);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        request.setRequestParameters(List.of(
                new NameValuePair("kind", kind), new NameValuePair("reason", "mine"), new NameValuePair("release", "x")));
        return browser.getPage(browser.addCrumb(request));
    }

    private JenkinsRule.WebClient browser(String user) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setRedirectEnabled(false);
        browser.setRefreshHandler((page, url, seconds) -> {});
        return user.isEmpty() ? browser : browser.login(user);
    }
}
