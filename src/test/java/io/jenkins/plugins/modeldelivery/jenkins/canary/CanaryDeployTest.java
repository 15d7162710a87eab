package io.jenkins.plugins.modeldelivery.jenkins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import hudson.util.FormValidation;
import hudson.util.XStream2;
import io.jenkins.plugins.modeldelivery.jenkins.Forms;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.page.Permissions;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextInput;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** canaryDeploy in a real Jenkins, on real traffic: it waits without a node, and every end leaves the traffic in order. */
@WithJenkins
final class CanaryDeployTest {
    private static final String FIELDS = "workload,image,strategy,traffic,steps,via,checks,judge,judgeConfig,confidence,minRequests,interval,"
            + "maxDuration,atEnd,onOutage,outageTimeout,onAbort,concurrent,dryRun,credentialsId,name,onFail,onInconclusive";
    private static final String QUICK = "steps: [25, 50, 100], minRequests: 30";
    private static final String ENDLESS = "steps: [25, 100], minRequests: 100000000";

    private static final String ASKS = "model-delivery-asks";

    private JenkinsRule jenkins;
    private LiveRelease release;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        release = new LiveRelease();
        LiveRelease.prepare(jenkins);
    }

    @AfterEach
    void stop() throws Exception {
        release.close();
    }

    @Test
    void aGoodCanaryIsPromoted() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(release.job(jenkins, "good", QUICK));
        jenkins.assertLogContains("outcome PROMOTED", build);
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("v2 live");
        assertThat(operations()).isEmpty();
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/releases/local/default/local.fraud.jsonl"))
                .content().contains("PROMOTED", "registry/fraud:v2");
    }

    @Test
    void aBadCanaryIsRolledBackAndStopsThePipeline() throws Exception {
        release.canary.errorShare = 0.5;
        WorkflowJob job = release.job(jenkins, "bad", QUICK);
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogNotContains("outcome", build);
        assertThat(build.getAction(VerdictAction.class).getVerdict()).isEqualTo("FAIL");
        assertThat(share()).isZero();
    }

    @Test
    void abortTakesTheTrafficBackBeforeTheBuildEnds() throws Exception {
        WorkflowRun build = begin(release.job(jenkins, "aborted", ENDLESS));
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(share()).isZero();
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back");
        assertThat(operations()).isEmpty();
    }

    @Test
    void aTimeoutTakesTheTrafficBackBeforeTheBuildEnds() throws Exception {
        WorkflowJob job = release.job(jenkins, "timed", ENDLESS);
        String script = ((CpsFlowDefinition) job.getDefinition()).getScript();
        job.setDefinition(new CpsFlowDefinition("timeout(time: 8, unit: 'SECONDS') {\n" + script + "\n}", true));
        WorkflowRun build = begin(job);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(share()).isZero();
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back");
        assertThat(operations()).isEmpty();
    }

    /** What is undecided when its time is up goes back unless asked otherwise. */
    @Test
    void aCanaryWhoseTimeIsUpGoesBackByItself() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE, release.job(jenkins, "late", ENDLESS + ", maxDuration: '3s'"));
        assertThat(share()).isZero();
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back");
        assertThat(operations()).isEmpty();
    }

    @Test
    void aBuildThatIsKilledLeavesNothingHalfShifted() throws Exception {
        WorkflowRun build = begin(release.job(jenkins, "killed", ENDLESS));
        build.doKill();
        Waiting.until("the traffic is back", () -> share() == 0 && operations().isEmpty());
    }

    @Test
    void aDeletedBuildLeavesNothingHalfShifted() throws Exception {
        WorkflowRun build = begin(release.job(jenkins, "deleted", ENDLESS));
        build.doKill();
        jenkins.waitForCompletion(build);
        build.getParent().delete();
        Waiting.until("the traffic is back", () -> share() == 0 && operations().isEmpty());
    }

    @Test
    void theSecondReleaseOfAWorkloadWaitsForTheFirst() throws Exception {
        WorkflowRun first = begin(release.job(jenkins, "first", ENDLESS));
        WorkflowRun second = release.job(jenkins, "second", QUICK).scheduleBuild2(0).waitForStart();
        Waiting.until("it waits", () -> status(second).startsWith("waits for first#1"));
        first.getExecutor().interrupt();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
    }

    @Test
    void aNewerReleaseTakesThePlaceOfAnOlderOne() throws Exception {
        WorkflowRun old = begin(release.job(jenkins, "old", ENDLESS));
        WorkflowRun waiting = release.job(jenkins, "waiting", QUICK).scheduleBuild2(0).waitForStart();
        Waiting.until("it waits", () -> status(waiting).startsWith("waits for old#1"));
        WorkflowJob job = release.job(jenkins, "new", QUICK + ", concurrent: 'supersede'");
        jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0));
        assertThat(old.isBuilding() || waiting.isBuilding()).isFalse();
        assertThat(old.getAction(VerdictAction.class).getReasons().toString()).contains("a newer release of this workload");
        jenkins.assertBuildStatus(Result.FAILURE, waiting);
        jenkins.assertLogContains("A newer build took its place before it had begun", waiting);
    }

    @Test
    void aReleaseThatIsToBeTheOnlyOneIsRefusedBesideAnother() throws Exception {
        WorkflowRun first = begin(release.job(jenkins, "first", ENDLESS));
        WorkflowJob job = release.job(jenkins, "second", QUICK + ", concurrent: 'refuse'");
        WorkflowRun second = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("local/default/local.fraud is being changed by first#1; wait for its end", second);
        assertThat(share()).isEqualTo(25);
        first.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(first));
    }

    @Test
    void onlyWhoMayCanReleaseWithoutAnEvaluation() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER).everywhere().to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD).everywhere().to("builder")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Permissions.OVERRIDE).everywhere().to("owner"));
        String options = QUICK + ", requireEvaluation: 'eval'";
        WorkflowRun missing = jenkins.buildAndAssertStatus(Result.FAILURE, release.job(jenkins, "missing", options));
        jenkins.assertLogContains("canaryDeploy: image 'registry/fraud:v2' has no digest", missing);
        WorkflowJob job = release.job(jenkins, "urgent", options + ", overrideReason: 'it burns'");
        jenkins.assertLogContains("needs a permission that the build's user lacks", ended(job, "builder", Result.FAILURE));
        ended(job, "owner", Result.SUCCESS);
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/releases/local/default/local.fraud.jsonl"))
                .content().contains("it burns", "urgent #2");
    }

    private WorkflowRun ended(WorkflowJob job, String user, Result result) throws Exception {
        Cause cause = new Cause.UserIdCause(user);
        return jenkins.assertBuildStatus(result, job.scheduleBuild2(0, new CauseAction(cause)).get());
    }

    @Test
    void onlyWhoMayOperateItCanRollBack() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER).everywhere().to("admin")
                .grant(Jenkins.READ, Item.READ).everywhere().to("reader")
                .grant(Jenkins.READ, Item.READ, Permissions.OPERATE).everywhere().to("operator"));
        WorkflowRun build = begin(release.job(jenkins, "asked", ENDLESS));
        assertThat(page(build, "reader")).contains("canary 25 %").doesNotContain("Roll back");
        assertThat(ask(build, "reader", "roll_back")).isEqualTo(403);
        assertThat(ask(build, "operator", "supersede")).isEqualTo(400);
        assertThat(share()).isEqualTo(25);
        assertThat(page(build, "operator")).contains("Roll back");
        assertThat(ask(build, "operator", "roll_back")).isLessThan(400);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(share()).isZero();
        assertThat(ask(build, "operator", "roll_back")).as("it is over").isEqualTo(409);
        assertThat(ask(build, "reader", "roll_back")).isEqualTo(403);
        assertThat(build.getAction(VerdictAction.class).getReasons().toString()).contains("operator asked for it: enough");
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/audit.jsonl"))
                .content().contains("\"user\":\"operator\"", "\"asked\":\"roll_back\"").doesNotContain("reader");
    }

    @Test
    void thePageShowsWhatGoesOnAndKeepsAReasonThatIsBeingTyped() throws Exception {
        WorkflowRun build = begin(release.job(jenkins, "watched", ENDLESS));
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        browser.getOptions().setFetchPolyfillEnabled(true);
        HtmlPage page = browser.getPage(build, "model-delivery/canaryDeploy/");
        assertThat(page.getWebResponse().getResponseHeaderValue("Refresh")).isNull();
        DomElement reason = page.getElementByName("reason");
        ((HtmlTextInput) reason).setValue("the dashboard looks");
        int points = shown(page);

        Waiting.until("the page is exchanged", () -> {
            page.executeJavaScript("document.dispatchEvent(new Event('visibilitychange'))");
            browser.waitForBackgroundJavaScript(500);
            return shown(page) > points;
        });

        assertThat(page.<HtmlTextInput>getElementByName("reason")).isSameAs(reason);
        assertThat(((HtmlTextInput) reason).getValue()).isEqualTo("the dashboard looks");
        build.getExecutor().interrupt();
        jenkins.waitForCompletion(build);
        page.executeJavaScript("document.dispatchEvent(new Event('visibilitychange'))");
        browser.waitForBackgroundJavaScript(1000);
        assertThat(((HtmlTextInput) reason).getValue()).isEqualTo("the dashboard looks");
        assertThat(browser.getCurrentWindow().getEnclosedPage()).isSameAs(page);
    }

    @Test
    void theButtonsFollowTheStateAndTheKeyboardStaysWhereItIs() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy().grant(Jenkins.ADMINISTER).everywhere().to("admin"));
        WorkflowRun build = begin(release.job(jenkins, "steered", ENDLESS));
        JenkinsRule.WebClient browser = jenkins.createWebClient().withBasicApiToken("admin");
        browser.getOptions().setFetchPolyfillEnabled(true);
        HtmlPage page = browser.getPage(build, "model-delivery/canaryDeploy/");
        assertThat(buttons(page)).containsExactly("pause", "advance", "promote", "roll_back");
        DomElement rollBack = page.getElementById(ASKS).getLastElementChild();
        page.setFocusedElement(rollBack);

        assertThat(ask(build, "admin", "pause")).isLessThan(400);
        exchange(browser, page, "resume");
        assertThat(buttons(page)).containsExactly("resume", "advance", "promote", "roll_back");
        assertThat(page.getFocusedElement()).isSameAs(rollBack);
        assertThat(ask(build, "admin", "pause")).as("it is paused already").isEqualTo(409);

        page.setFocusedElement(page.getElementById(ASKS).getFirstElementChild());
        assertThat(ask(build, "admin", "resume")).isLessThan(400);
        exchange(browser, page, "pause");
        assertThat(page.getFocusedElement()).as("beside the buttons, not on another").isSameAs(page.getElementById(ASKS));
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
    }

    private static List<String> buttons(HtmlPage page) {
        List<String> kinds = new ArrayList<>();
        page.getElementById(ASKS).getChildElements().forEach(button -> kinds.add(button.getAttribute("value")));
        return kinds;
    }

    private static void exchange(JenkinsRule.WebClient browser, HtmlPage page, String first) throws Exception {
        Waiting.until("the page offers " + first, () -> {
            page.executeJavaScript("document.dispatchEvent(new Event('visibilitychange'))");
            browser.waitForBackgroundJavaScript(500);
            return buttons(page).get(0).equals(first);
        });
    }

    /** How much of the report the page shows. */
    private static int shown(HtmlPage page) {
        return page.getElementById("model-delivery-report").asXml().length();
    }

    @Test
    void onlyWhoIsOnlineAsksInTheControllersPlace() throws Exception {
        ModelDeliveryConfiguration.get().setDestinations(List.of());
        WorkflowJob job = release.job(jenkins, "via", QUICK + ", via: 'edge', maxDuration: '10m'");
        jenkins.assertLogContains(
                "no agent with the label 'edge' (via) is online", jenkins.buildAndAssertStatus(Result.FAILURE, job));
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("edge"));
        WorkflowJob slow = release.job(jenkins, "slow", ENDLESS + ", via: 'edge'");
        WorkflowRun build = slow.scheduleBuild2(0).waitForStart();
        Waiting.until("the canary gets traffic", () -> status(build).equals("canary 25 %") && share() == 25);

        agent.toComputer().disconnect(new OfflineCause.ByCLI("gone")).get();
        jenkins.waitForMessage("The share is held", build);
        assertThat(share()).isEqualTo(25);
        agent.toComputer().connect(true).get();
        jenkins.waitForMessage("answer again", build);

        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(share()).isZero();
    }

    @Test
    void aTokenThatIsMissingIsOneLine() throws Exception {
        WorkflowJob job = release.job(jenkins, "missing", QUICK + ", credentialsId: 'nobody'");
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("ERROR: there is no credential 'nobody' that this job can use", build);
        assertThat(operations()).isEmpty();
    }

    @Test
    void theFreestyleStepReleasesAndItsFormKeepsEveryField() throws Exception {
        CanaryDeployStep step = new CanaryDeployStep("local/fraud");
        step.setTraffic(release.traffic());
        step.setCredentialsId("proxy");
        step.setImage("registry/fraud:v2");
        step.setInterval("200ms");
        step.setSteps(List.of(25, 100));
        step.setMinRequests(30);
        step.setChecks(List.of("errors not worse"));
        step.setAtEnd("hold");
        step.setOnOutage("hold");
        step.setOnAbort("hold");
        step.setConcurrent("supersede");
        List<CanaryDeployBuilder> saved = Forms.roundTrip(jenkins, CanaryDeployBuilder.class, new CanaryDeployBuilder(step));
        jenkins.assertEqualBeans(step, saved.get(0).getStep(), FIELDS);
        XStream2 xstream = new XStream2();
        CanaryDeployBuilder read = (CanaryDeployBuilder) xstream.fromXML(xstream.toXML(new CanaryDeployBuilder(step)));
        assertThat(read.getStep()).usingRecursiveComparison().isEqualTo(step);
        new SnippetizerTester(jenkins).assertRoundTrip(
                new CanaryDeployStep("local/fraud"), "canaryDeploy 'local/fraud'");

        FreeStyleProject project = jenkins.createFreeStyleProject();
        CanaryDeployStep.DescriptorImpl form = jenkins.jenkins.getExtensionList(CanaryDeployStep.DescriptorImpl.class).get(0);
        assertThat(form.doCheckMetrics(project, "http://prometheus:9090").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckMetrics(project, "30s").kind).isEqualTo(FormValidation.Kind.ERROR);
        project.getBuildersList().add(new CanaryDeployBuilder(step));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("v2 live");
    }

    private WorkflowRun begin(WorkflowJob job) throws Exception {
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Waiting.until("the canary gets traffic", () -> status(build).equals("canary 25 %") && share() == 25);
        return build;
    }

    private String status(WorkflowRun build) {
        return build.getActions(LiveReport.class).stream()
                .map(live -> live.getStatus())
                .findFirst()
                .orElse("");
    }

    private int share() throws Exception {
        return release.share();
    }

    private List<Path> operations() throws Exception {
        Path folder = jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/operations");
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private String page(WorkflowRun build, String user) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false).login(user);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setRedirectEnabled(false);
        return browser.getPage(build, "model-delivery/canaryDeploy/").asNormalizedText();
    }

    private int ask(WorkflowRun build, String user, String kind) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false).login(user)
                .withThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setRedirectEnabled(false);
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL(), build.getUrl() + "model-delivery/canaryDeploy/signal"), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("kind", kind), new NameValuePair("reason", "enough")));
        return browser.getPage(browser.addCrumb(request)).getWebResponse().getStatusCode();
    }
}
