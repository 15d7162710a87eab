package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.util.Secret;
import hudson.util.XStream2;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.Backends;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import io.jenkins.plugins.modeldelivery.release.local.WeightedProxy;
import io.jenkins.plugins.modeldelivery.rollback.AlertInbox;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** rollbackOnAlert in a real Jenkins: an alert that is delivered brings the former version back. */
@WithJenkins
final class RollbackOnAlertTest {
    private static final String FIELDS = "workload,traffic,trafficCredentialsId,alerts,alertmanager,metrics,rules,watch,"
            + "interval,clearFor,rollback,force,dryRun,onAbort,credentialsId,caCredentialsId,name,onFail,onInconclusive";
    private static final String TOKEN = "a token of the test";

    private final Instant released = Instant.now();
    private JenkinsRule jenkins;
    private SmallServer former;
    private SmallServer current;
    private WeightedProxy proxy;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        former = new SmallServer("former");
        current = new SmallServer("current");
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        proxy = WeightedProxy.start(any, any, new Backends(current.address(), null), TOKEN);
        ledger().append(release("v1", former));
        ledger().append(release("v2", current));
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addCredentials(
                Domain.global(), new StringCredentialsImpl(CredentialsScope.GLOBAL, "proxy", "", Secret.fromString(TOKEN)));
    }

    @AfterEach
    void stop() {
        proxy.close();
        former.close();
        current.close();
    }

    @Test
    void anAlertBringsTheFormerVersionBackAndFailsTheBuild() throws Exception {
        WorkflowRun build = begin();
        AlertInbox.of(store()).append(List.of(new Alert(
                "f", true, Map.of("alertname", "HighErrorRate", "model", "fraud"), Map.of(), Instant.now(), null)));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
        assertThat(ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v1");
        assertThat(jenkins.createWebClient().getPage(build, "model-delivery/rollbackOnAlert/").asNormalizedText())
                .contains("HighErrorRate", "registry/fraud:v2", "it began after the release");
    }

    @Test
    void abortStopsTheWatchAndTouchesNothing() throws Exception {
        WorkflowRun build = begin();
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v2");
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        RollbackOnAlertStep step = new RollbackOnAlertStep("local/fraud");
        step.setTraffic("local:http://127.0.0.1:9901");
        step.setTrafficCredentialsId("proxy");
        step.setAlerts(List.of("model=\"fraud\"", "severity=~\"critical|page\""));
        step.setRules(List.of("error_rate > 2% for 2m"));
        step.setWatch("2h");
        step.setRollback("forbidden");
        step.setForce(true);
        step.setOnAbort("detach");
        jenkins.assertEqualBeans(step, jenkins.configRoundtrip(new RollbackOnAlertBuilder(step)).getStep(), FIELDS);
        XStream2 xstream = new XStream2();
        RollbackOnAlertBuilder read =
                (RollbackOnAlertBuilder) xstream.fromXML(xstream.toXML(new RollbackOnAlertBuilder(step)));
        assertThat(read.getStep()).usingRecursiveComparison().isEqualTo(step);
        new SnippetizerTester(jenkins).assertRoundTrip(
                new RollbackOnAlertStep("local/fraud"), "rollbackOnAlert 'local/fraud'");
    }

    private WorkflowRun begin() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "rollbackOnAlert workload: 'local/fraud', traffic: 'local:http://127.0.0.1:" + proxy.adminAddress().getPort()
                        + "', trafficCredentialsId: 'proxy', alerts: ['model=\"fraud\"'], interval: '200ms'",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Waiting.until("it watches", () -> build.getActions(LiveReport.class).stream()
                .anyMatch(live -> live.getStatus().equals("watching")));
        return build;
    }

    private Release release(String version, SmallServer server) {
        return new Release(
                version, "registry/fraud:" + version, server.address().toString(), "", "", List.of(), Release.Outcome.PROMOTED,
                Verdict.PASS, "",
                released, released);
    }

    private Path store() {
        return jenkins.jenkins.getRootDir().toPath().resolve("model-delivery");
    }

    private Ledger ledger() {
        return Place.local(Workload.parse("local/fraud")).ledger(store());
    }
}
