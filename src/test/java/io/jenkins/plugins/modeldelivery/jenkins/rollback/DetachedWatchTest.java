package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.User;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.jenkins.operation.OperationCause;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.page.Permissions;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.release.Release;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A watch that goes on when its build has ended, and the training that it starts with the rights of that build. */
@WithJenkins
final class DetachedWatchTest {
    private static final String RETRAIN = ", retrain: 'train', retrainParameters: ['EPOCHS=20']";

    private JenkinsRule jenkins;
    private WatchedVersions versions;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        versions = new WatchedVersions(jenkins);
    }

    @AfterEach
    void stop() throws Exception {
        versions.close();
    }

    @Test
    void theBuildEndsTheWatchGoesOnAndTrainingBegins() throws Exception {
        FreeStyleProject training = training("MODEL", "VERSION", "ALERT", "SINCE", "EPOCHS");
        WorkflowJob job = job("watch", RETRAIN);
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("phase WATCHING", build);
        assertThat(jenkins.createWebClient().withJavaScriptEnabled(false).getPage(job, "model-delivery/").asNormalizedText())
                .contains("Goes on", "rollbackOnAlert watching");
        WatchedVersions.alarm();
        Waiting.until("it ended", () -> build.getAction(VerdictAction.class) != null);
        assertThat(build.getResult()).isEqualTo(Result.SUCCESS);
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v1");
        Waiting.until("training began", () -> training.getLastBuild() != null);
        FreeStyleBuild started = jenkins.waitForCompletion(training.getLastBuild());
        assertThat(started.getCause(OperationCause.class).getShortDescription())
                .isEqualTo("Started by watch#1: a roll-back for HighErrorRate");
        ParametersAction given = started.getAction(ParametersAction.class);
        assertThat(given.getParameter("MODEL").getValue()).isEqualTo("fraud");
        assertThat(given.getParameter("VERSION").getValue()).isEqualTo("registry/fraud:v2");
        assertThat(given.getParameter("ALERT").getValue()).isEqualTo("HighErrorRate");
        assertThat(given.getParameter("EPOCHS").getValue()).isEqualTo("20");
        assertThat(jenkins.createWebClient().withJavaScriptEnabled(false).getPage(build, "model-delivery/rollbackOnAlert/").asNormalizedText())
                .contains("train was started; it does not declare UNTIL.");
    }

    @Test
    void aCanaryThatIsUnderWayIsSentHomeFirst() throws Exception {
        WorkflowRun watch = jenkins.buildAndAssertSuccess(job("watch", ""));
        WorkflowJob releasing = jenkins.createProject(WorkflowJob.class, "release");
        releasing.setDefinition(new CpsFlowDefinition(
                "canaryDeploy workload: 'local/fraud', traffic: '" + versions.proxied.traffic()
                        + "', credentialsId: 'proxy', image: 'registry/fraud:v3', steps: [25, 100], minRequests: 100000000, interval: '200ms'",
                true));
        WorkflowRun canary = releasing.scheduleBuild2(0).waitForStart();
        Waiting.until("the canary gets traffic", () -> versions.route().canaryPercent() == 25);
        WatchedVersions.alarm();
        Waiting.until("it ended", () -> watch.getAction(VerdictAction.class) != null);
        jenkins.waitForCompletion(canary);

        assertThat(canary.getAction(VerdictAction.class).getReasons().toString()).contains("a newer release of this workload");
        assertThat(watch.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
        assertThat(versions.route().stable()).isEqualTo(versions.former.address().toString());
        assertThat(versions.ledger().releases()).extracting(Release::outcome).endsWith(
                Release.Outcome.ROLLED_BACK, Release.Outcome.WITHDRAWN);
        assertThat(versions.ledger().releases()).last().extracting(Release::build).isEqualTo("watch #1");
    }

    @Test
    void trainingNeedsTheRightsOfTheBuildAndItsParameters() throws Exception {
        training("MODEL");
        jenkins.assertLogContains(
                "job 'train' does not declare EPOCHS", jenkins.buildAndAssertStatus(Result.FAILURE, job("undeclared", RETRAIN)));
        jenkins.assertLogContains(
                "job 'absent' is no job", jenkins.buildAndAssertStatus(Result.FAILURE, job("nowhere", ", retrain: 'absent'")));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ).everywhere().to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, CredentialsProvider.USE_ITEM).everywhere().to("builder"));
        runBuildsAs("reader");
        jenkins.assertLogContains(
                "job 'train' may not be built by 'reader'",
                jenkins.buildAndAssertStatus(Result.FAILURE, job("reading", ", retrain: 'train'")));
        runBuildsAs("builder");
        WorkflowRun allowed = jenkins.buildAndAssertSuccess(job("building", ", retrain: 'train'"));
        ModelDeliveryConfiguration.get().setAutomationSuspended(true);
        WatchedVersions.alarm();
        Waiting.until("it is recorded", () -> live(allowed).contains("\"counted\":true"));
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v2");
    }

    private void runBuildsAs(String user) {
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(new MockQueueItemAuthenticator().authenticate(
                "reading", User.getById(user, true).impersonate2())
                .authenticate("building", User.getById(user, true).impersonate2()));
    }

    @Test
    void freestyleDetachesByDefaultAndWhoMayOperateStopsIt() throws Exception {
        RollbackOnAlertStep step = new RollbackOnAlertStep("local/fraud");
        step.setTraffic(versions.proxied.traffic());
        step.setTrafficCredentialsId("proxy");
        step.setAlerts(List.of("model=fraud"));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RollbackOnAlertBuilder(step));
        project = jenkins.configRoundtrip(project);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);
        jenkins.assertLogContains("The build ends; the operation goes on", build);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ).everywhere().to("reader")
                .grant(Jenkins.READ, Item.READ, Permissions.OPERATE).everywhere().to("operator"));
        assertThat(ask(build.getUrl(), "reader")).isEqualTo(403);
        assertThat(build.getActions(LiveReport.class)).hasSize(1);
        assertThat(ask(build.getUrl(), "operator")).isLessThan(400);
        Waiting.until("it ended", () -> build.getAction(VerdictAction.class) != null);
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("stopped");
    }

    private int ask(String build, String user) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false).login(user)
                .withThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setRedirectEnabled(false);
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL(), build + "model-delivery/rollbackOnAlert/signal"), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("kind", "abort"), new NameValuePair("reason", "")));
        return browser.getPage(browser.addCrumb(request)).getWebResponse().getStatusCode();
    }

    private String live(WorkflowRun build) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false).login("builder");
        return browser.goTo(build.getUrl() + "model-delivery/rollbackOnAlert/report.json", "application/json")
                .getWebResponse().getContentAsString().replaceAll("\\s", "");
    }

    private FreeStyleProject training(String... parameters) throws Exception {
        FreeStyleProject training = jenkins.createFreeStyleProject("train");
        List<ParameterDefinition> definitions = new ArrayList<>();
        for (String name : parameters) {
            definitions.add(new StringParameterDefinition(name, ""));
        }
        training.addProperty(new ParametersDefinitionProperty(definitions));
        return training;
    }

    private WorkflowJob job(String name, String options) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "def r = rollbackOnAlert " + versions.options() + ", interval: '200ms', detach: true" + options
                        + "\necho \"phase ${r.phase}\"",
                true));
        return job;
    }
}
