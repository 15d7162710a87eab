package io.jenkins.plugins.modeldelivery.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.util.XStream2;
import io.jenkins.plugins.modeldelivery.jenkins.OneJenkins;
import io.jenkins.plugins.modeldelivery.jenkins.evaluation.Tables;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What a person and a program see of verdicts, and who may see it. */
@OneJenkins
final class PageTest {
    private static final String HOSTILE = "<script>alert('x')</script><img src=y onerror=alert(1)>";

    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = jenkins.createProject(WorkflowJob.class, "fraud");
    }

    @Test
    void theBuildHasASummaryAPageAndAnOverview() throws Exception {
        WorkflowRun build = evaluate(Tables.binary(400), "name: 'eval', score: 'score', gates: ['accuracy >= 0.8']", "binary");

        assertThat(page(build.getUrl()).asNormalizedText()).contains("1 gate");
        HtmlPage report = page(build.getUrl() + "model-delivery/eval/");
        assertThat(report.asNormalizedText()).contains("accuracy >= 0.8", "roc_auc", "accuracy is 0.9");
        assertThat(report.getByXPath("//*[local-name()='svg']")).isNotEmpty();
        assertThat(page(build.getUrl() + "model-delivery/").asNormalizedText()).contains("eval", "evaluateModel");
        assertThat(get(build.getUrl() + "model-delivery/eval/report.json").getContentAsString())
                .contains("\"schema\" : \"model-delivery/evaluation/1\"");
        assertThat(get(build.getUrl() + "model-delivery/other/").getStatusCode()).isEqualTo(404);
    }

    @Test
    void whatTheDataSayIsNeverMarkup() throws Exception {
        WorkflowRun build = evaluate(Tables.withClass(HOSTILE), "prediction: 'prediction'", "multiclass");
        HtmlPage report = page(build.getUrl() + "model-delivery/evaluateModel/");
        assertThat(report.asNormalizedText()).contains("alert('x')");
        assertThat(report.getWebResponse().getContentAsString()).doesNotContain("<script>alert", "<img src=y");
    }

    @Test
    void ourPartOfAPageHoldsNoScriptAndNoInlineStyle() throws Exception {
        WorkflowRun build = evaluate(Tables.binary(400), "score: 'score'", "binary");
        for (String address : List.of("model-delivery/evaluateModel/", "model-delivery/")) {
            DomElement panel = page(build.getUrl() + address).getElementById("main-panel");
            assertThat(panel.getByXPath(".//script[not(@src)] | .//style | .//@style | .//@onclick | .//@onload | .//@onerror"))
                    .as(address)
                    .isEmpty();
        }
    }

    @Test
    void programsReadTheVerdict() throws Exception {
        WorkflowRun build = evaluate(Tables.binary(400), "score: 'score', gates: ['accuracy >= 0.8']", "binary");
        assertThat(get(build.getUrl() + "api/json?tree=actions[name,step,verdict,badge,reasons]").getContentAsString())
                .contains("\"name\":\"evaluateModel\"", "\"step\":\"evaluateModel\"", "\"verdict\":\"PASS\"", "\"reasons\":[");
    }

    @Test
    void badgesOfTheBuildAndOfTheJob() throws Exception {
        evaluate(Tables.binary(400), "name: 'eval', score: 'score', onFail: 'CONTINUE', gates: ['accuracy >= 0.99']", "binary");
        for (String address : List.of(
                "job/fraud/1/model-delivery/badge.svg",
                "job/fraud/1/model-delivery/eval/badge.svg",
                "job/fraud/model-delivery/badge.svg",
                "job/fraud/model-delivery/eval/badge.svg")) {
            WebResponse badge = get(address);
            assertThat(badge.getContentType()).as(address).isEqualTo("image/svg+xml");
            assertThat(badge.getResponseHeaderValue("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(badge.getContentAsString()).contains("<svg", "eval");
        }
        assertThat(get("job/fraud/model-delivery/none/badge.svg").getStatusCode()).isEqualTo(404);
    }

    @Test
    void aJobWithoutVerdictsHasNoLinkAndNoBadge() throws Exception {
        job.setDefinition(new CpsFlowDefinition("echo 'nothing'", true));
        jenkins.buildAndAssertSuccess(job);
        assertThat(page("job/fraud/").asNormalizedText()).doesNotContain("Model delivery");
        assertThat(get("job/fraud/model-delivery/badge.svg").getStatusCode()).isEqualTo(404);
    }

    @Test
    void theJobShowsHowFiguresMovedFailedBuildsIncluded() throws Exception {
        evaluate(Tables.binary(400), "score: 'score'", "binary");
        define(Tables.binary(300), "score: 'score', gates: ['accuracy >= 0.99']", "binary");
        jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        assertThat(page("job/fraud/").getElementById("main-panel").asXml()).contains("<svg", "roc_auc");
        assertThat(page("job/fraud/model-delivery/").asNormalizedText()).contains("#1", "#2");
    }

    @Test
    void nobodyWithoutReadPermissionSeesAnything() throws Exception {
        WorkflowRun build = evaluate(Tables.binary(400), "score: 'score'", "binary");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ).everywhere().toEveryone()
                .grant(Item.READ).everywhere().to("reader"));
        for (String address : List.of("", "badge.svg", "evaluateModel/", "evaluateModel/badge.svg", "evaluateModel/report.json")) {
            assertThat(get(build.getUrl() + "model-delivery/" + address).getStatusCode()).as(address).isEqualTo(404);
            assertThat(get("job/fraud/model-delivery/" + address).getStatusCode()).as(address).isEqualTo(404);
        }
        JenkinsRule.WebClient reader = jenkins.createWebClient().withJavaScriptEnabled(false).login("reader");
        assertThat(reader.goTo(build.getUrl() + "model-delivery/evaluateModel/").asNormalizedText()).contains("roc_auc");
    }

    @Test
    void aVerdictSurvivesTheBuildsFile() throws Exception {
        WorkflowRun build = evaluate(Tables.binary(400), "score: 'score', gates: ['accuracy >= 0.8']", "binary");
        VerdictAction action = build.getAction(VerdictAction.class);
        XStream2 xstream = new XStream2();
        String xml = xstream.toXML(action);
        VerdictAction read = (VerdictAction) xstream.fromXML(xml);
        assertThat(read).usingRecursiveComparison().ignoringFields("run", "cached").isEqualTo(action);
        assertThat(read.figures()).containsKey("roc_auc");
        assertThat(xml).hasSizeLessThan(2000).doesNotContain("low", "points");
    }

    private WorkflowRun evaluate(String table, String options, String task) throws Exception {
        define(table, options, task);
        return jenkins.buildAndAssertSuccess(job);
    }

    private void define(String table, String options, String task) throws Exception {
        String text = table.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
        job.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'p.csv', text: '" + text + "'\n"
                        + "evaluateModel predictions: 'p.csv', task: '" + task + "', " + options + " }",
                true));
    }

    private HtmlPage page(String address) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).goTo(address);
    }

    private WebResponse get(String address) throws Exception {
        Page page = jenkins.createWebClient().withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false).goTo(address, null);
        return page.getWebResponse();
    }
}
