package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.modeldelivery.jenkins.canary.LiveRelease;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.page.Permissions;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What runs where is shown to who may read the job, and goes back when who may operate it asks for that. */
@WithJenkins
final class DeploymentsTest {
    private static final String PAGE = "model-deployments/";
    private static final String ID = "local~default~local.fraud/";

    private JenkinsRule jenkins;
    private LiveRelease release;
    private WorkflowJob job;
    private WorkflowRun build;
    private String answer;

    @BeforeEach
    void releaseOnce(JenkinsRule rule) throws Exception {
        jenkins = rule;
        release = new LiveRelease();
        LiveRelease.prepare(jenkins);
        job = release.job(jenkins, "fraud", "steps: [25, 50, 100], minRequests: 30");
        build = jenkins.buildAndAssertSuccess(job);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER).everywhere().to("admin")
                .grant(Jenkins.READ).everywhere().toEveryone()
                .grant(Item.READ).everywhere().to("reader")
                .grant(Item.READ).onItems(job).to("colleague")
                .grant(Item.READ, Permissions.OPERATE).everywhere().to("operator"));
    }

    @AfterEach
    void stop() throws Exception {
        release.close();
    }

    @Test
    void whoMayReadTheJobSeesWhatRunsWhere() throws Exception {
        for (String address : List.of(PAGE, job.getUrl() + PAGE, job.getUrl())) {
            DomElement panel = page("reader", address).getElementById("main-panel");
            assertThat(panel.asNormalizedText()).as(address)
                    .contains("local/fraud", "local / default", "registry/fraud:v2", "fraud #1", "100 %");
        }
        for (String address : List.of(PAGE, job.getUrl() + PAGE, job.getUrl() + PAGE + ID, job.getUrl() + PAGE + ID + "confirm")) {
            DomElement panel = page("operator", address).getElementById("main-panel");
            assertThat(panel.getByXPath(".//script[not(@src)] | .//style | .//@style | .//@onclick")).as(address).isEmpty();
        }
        assertThat(page("reader", job.getUrl() + PAGE + ID).asNormalizedText())
                .contains("released", "found running", "not foreseen before 5 deployments").doesNotContain("Roll back");
        assertThat(json("reader", PAGE + "api/json"))
                .contains("\"runs\":\"registry/fraud:v2\"", "\"build\":\"fraud #1\"", "\"rollbacks\":0");
    }

    @Test
    void aWatchIsListedWhereItWatchesForWhoMaySeeIt() throws Exception {
        WorkflowJob watching = jenkins.createProject(WorkflowJob.class, "watch");
        watching.setDefinition(new CpsFlowDefinition(
                "rollbackOnAlert workload: 'local/fraud', traffic: '" + release.traffic()
                        + "', trafficCredentialsId: 'proxy', rules: ['error_rate > 90% for 1h'], detach: true",
                true));
        String link = jenkins.buildAndAssertSuccess(watching).getUrl() + "model-delivery/rollbackOnAlert/";
        for (String address : List.of(PAGE, job.getUrl() + PAGE, job.getUrl() + PAGE + ID)) {
            assertThat(page("reader", address).asXml()).as(address).contains(link);
            assertThat(page("colleague", address).asXml()).as(address).contains("registry/fraud:v2").doesNotContain(link);
        }
        assertThat(page("operator", job.getUrl() + PAGE + ID + "confirm").asXml()).as("a watch is not rolled back").doesNotContain(link);
    }

    @Test
    void prometheusReadsWhatItsUserMayRead() throws Exception {
        String fraud = "{cluster=\"local\",namespace=\"default\",workload=\"local/fraud\"";
        String metrics = metrics("reader");
        assertThat(metrics).contains(
                "model_delivery_deployments_total" + fraud + ",outcome=\"promoted\"} 1\n",
                "model_delivery_deployments_total" + fraud + ",outcome=\"rolled_back\"} 0\n",
                "model_delivery_operations" + fraud + ",step=\"canaryDeploy\"} 0\n",
                "model_delivery_automation_suspended 0\n");
        assertThat(Exposition.parse("test", metrics))
                .filteredOn(sample -> sample.name().equals("model_delivery_release_timestamp_seconds"))
                .singleElement()
                .satisfies(since -> assertThat(since.value()).isBetween(1.7e9, System.currentTimeMillis() / 1000.0));

        assertThat(rollBack("operator", live())).isEqualTo(302);
        Waiting.until("it is counted", () -> metrics("reader").contains(
                "model_delivery_rollbacks_total" + fraud + ",cause=\"person\"} 1\n"));
        assertThat(metrics("reader")).contains("model_delivery_rollback_seconds_count" + fraud + "} 1\n");
        assertThat(metrics("somebody")).contains("model_delivery_automation_suspended").doesNotContain("fraud");
    }

    private String metrics(String user) throws Exception {
        return browser(user).goTo("model-delivery-metrics/", "text/plain").getWebResponse().getContentAsString();
    }

    @Test
    void whoMayNotReadTheJobSeesNothing() throws Exception {
        for (String user : List.of("", "somebody")) {
            assertThat(page(user, PAGE).asNormalizedText()).contains("Nothing has been released").doesNotContain("fraud");
            assertThat(json(user, PAGE + "api/json")).doesNotContain("fraud");
            assertThat(status(user, job.getUrl() + PAGE)).isEqualTo(404);
            assertThat(status(user, job.getUrl() + PAGE + ID)).isEqualTo(404);
            assertThat(status(user, job.getUrl() + PAGE + ID + "confirm")).isEqualTo(404);
            assertThat(rollBack(user, live())).isEqualTo(404);
        }
        assertThat(stable()).isEqualTo(address(release.canary));
    }

    @Test
    void onlyWhoMayOperateItBringsTheFormerVersionBack() throws Exception {
        String live = live();
        assertThat(page("admin", job.getUrl() + PAGE + ID).asNormalizedText()).contains("Roll back…");
        assertThat(rollBack("reader", live)).isEqualTo(403);
        assertThat(status("operator", job.getUrl() + PAGE + ID + "rollBack?release=" + live)).isGreaterThanOrEqualTo(400);
        assertThat(rollBack("operator", "another")).isEqualTo(409);
        assertThat(stable()).isEqualTo(address(release.canary));

        assertThat(page("operator", job.getUrl() + PAGE + ID + "confirm").asNormalizedText())
                .contains("Comes back: " + address(release.stable));
        assertThat(rollBack("operator", live)).as(() -> answer).isEqualTo(302);

        Waiting.until("the former version is back", () -> stable().equals(address(release.stable)));
        Waiting.until("it is over", () -> build.getActions(VerdictAction.class).size() == 2);
        assertThat(build.getActions(VerdictAction.class).get(1).getReasons().toString()).contains("operator asked for it: wrong model");
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/audit.jsonl"))
                .content().contains("\"user\":\"operator\"", "\"asked\":\"roll_back\"").doesNotContain("reader", "another");
        assertThat(page("reader", job.getUrl() + PAGE).asNormalizedText()).contains(address(release.stable), "0 %");
        assertThat(page("operator", job.getUrl() + PAGE + ID).asNormalizedText()).doesNotContain("Roll back…");
        assertThat(rollBack("operator", live())).isEqualTo(409);
    }

    @Test
    void aCanaryThatGoesOnIsRolledBackFirst() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy().grant(Jenkins.ADMINISTER).everywhere().toEveryone());
        try (LiveRelease next = new LiveRelease(release.canary, new SmallServer("next"))) {
            String options = "image: 'registry/fraud:v3', steps: [25, 100], minRequests: 100000000";
            WorkflowRun second = next.job(jenkins, "fraud-2", options).scheduleBuild2(0).waitForStart();
            Waiting.until("the canary gets traffic", () -> next.route().canaryPercent() == 25 || !second.isBuilding());
            assertThat(second.isBuilding()).as(() -> log(second)).isTrue();
            HtmlPage confirm = page("admin", "job/fraud-2/" + PAGE + ID + "confirm");
            assertThat(confirm.asNormalizedText()).contains("Is rolled back first: canary 25 %");
            jenkins.submit(confirm.getFormByName("rollBack"));
            jenkins.waitForCompletion(second);
            assertThat(second.getAction(VerdictAction.class).getReasons().toString()).contains("a newer release of this workload");
            Waiting.until("the former version is back", () -> next.route().stable().equals(address(release.stable)));
        }
    }

    private static String log(WorkflowRun run) {
        try {
            return JenkinsRule.getLog(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(SmallServer server) {
        return server.address().toString();
    }

    private String stable() throws Exception {
        return release.route().stable();
    }

    /** The ledger's id of what runs. */
    private String live() throws Exception {
        HtmlPage page = page("operator", job.getUrl() + PAGE + ID + "confirm");
        return page.getForms().stream()
                .filter(form -> form.getNameAttribute().equals("rollBack"))
                .map(form -> form.getInputByName("release").getValue())
                .findFirst()
                .orElse("");
    }

    private JenkinsRule.WebClient browser(String user) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setRedirectEnabled(false);
        return user.isEmpty() ? browser : browser.withBasicApiToken(user);
    }

    private HtmlPage page(String user, String address) throws Exception {
        return browser(user).goTo(address);
    }

    private String json(String user, String address) throws Exception {
        return browser(user).goTo(address, "application/json").getWebResponse().getContentAsString();
    }

    private int status(String user, String address) throws Exception {
        return browser(user).getPage(new URL(jenkins.getURL(), address)).getWebResponse().getStatusCode();
    }

    private int rollBack(String user, String id) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), job.getUrl() + PAGE + ID + "rollBack"), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("release", id), new NameValuePair("reason", "wrong model")));
        JenkinsRule.WebClient browser = browser(user);
        WebResponse response = browser.getPage(user.isEmpty() ? browser.addCrumb(request) : request).getWebResponse();
        answer = response.getContentAsString();
        return response.getStatusCode();
    }
}
