package io.jenkins.plugins.modeldelivery.jenkins.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.util.XStream2;
import io.jenkins.plugins.modeldelivery.jenkins.Forms;
import io.jenkins.plugins.modeldelivery.jenkins.OneJenkins;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The form of evaluateModel: what it keeps, what the Snippet Generator makes of it, and what its checks say to whom. */
@OneJenkins
final class FormTest {
    private static final String FIELDS = "predictions,task,label,prediction,score,scores,positive,threshold,weight,id,"
            + "champion,gates,confidence,minRows,seed,name,onFail,onInconclusive";

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theFreestyleFormKeepsEveryFieldAndEveryDefault() throws Exception {
        EvaluateModelStep step = full();
        EvaluateModelStep plain = new EvaluateModelStep("p.csv", "regression");
        List<EvaluateModelBuilder> saved = Forms.roundTrip(
                jenkins, EvaluateModelBuilder.class, new EvaluateModelBuilder(step), new EvaluateModelBuilder(plain));
        jenkins.assertEqualBeans(step, saved.get(0).getStep(), FIELDS);
        jenkins.assertEqualBeans(plain, saved.get(1).getStep(), FIELDS);
    }

    @Test
    void snippetsNameOnlyWhatWasGiven() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(
                new EvaluateModelStep("p.csv", "binary"), "evaluateModel predictions: 'p.csv', task: 'binary'");
        EvaluateModelStep step = new EvaluateModelStep("p.csv", "binary");
        step.setGates(List.of("accuracy >= 0.9", "roc_auc >= 0.95"));
        step.setConfidence(0.99);
        snippets.assertRoundTrip(
                step,
                "evaluateModel confidence: 0.99, gates: ['accuracy >= 0.9', 'roc_auc >= 0.95'], predictions: 'p.csv',"
                        + " task: 'binary'");
    }

    @Test
    void theBuilderSurvivesItsConfigurationFile() {
        EvaluateModelStep step = full();
        XStream2 xstream = new XStream2();
        EvaluateModelBuilder read =
                (EvaluateModelBuilder) xstream.fromXML(xstream.toXML(new EvaluateModelBuilder(step)));
        assertThat(read.getStep()).usingRecursiveComparison().isEqualTo(step);
    }

    @Test
    void checksSayWhatARunWouldSay() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        assertThat(check(project, "gates", "accuracy >= 0.9", "admin")).doesNotContain("error");
        assertThat(check(project, "gates", "acuracy >= 0.9", "admin")).contains("unknown subject", "acuracy");
        assertThat(check(project, "confidence", "1.5", "admin")).contains("out of range");
        assertThat(check(project, "threshold", "often", "admin")).contains("is not a number");
        assertThat(check(project, "minRows", "-1", "admin")).contains("negative");
        assertThat(check(project, "seed", "x", "admin")).contains("is not a whole number");
        assertThat(check(project, "name", "a/b", "admin")).contains("cannot be part of an address");
        assertThat(check(project, "predictions", "", "admin")).contains("predictions is missing");
    }

    @Test
    void checksAnswerNobodyWhoMayNotConfigure() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER).everywhere().to("admin")
                .grant(Jenkins.READ, Item.READ).everywhere().to("reader"));
        assertThat(check(project, "gates", "acuracy >= 0.9", "reader")).doesNotContain("acuracy");
        assertThat(check(project, "gates", "acuracy >= 0.9", "admin")).contains("acuracy");
    }

    @Test
    void checksAcceptOnlyPosts() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false);
        Page page = browser.getPage(new WebRequest(checkUrl(project, "gates"), HttpMethod.GET));
        assertThat(page.getWebResponse().getStatusCode()).isIn(404, 405);
    }

    private String check(FreeStyleProject project, String field, String value, String user) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false);
        if (jenkins.jenkins.isUseSecurity()) {
            browser.login(user);
        }
        WebRequest request = new WebRequest(checkUrl(project, field), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("value", value), new NameValuePair("task", "binary")));
        return browser.getPage(browser.addCrumb(request)).getWebResponse().getContentAsString();
    }

    private URL checkUrl(FreeStyleProject project, String field) throws Exception {
        String check = "check" + field.substring(0, 1).toUpperCase() + field.substring(1);
        return new URL(jenkins.getURL(), project.getUrl() + "descriptorByName/" + EvaluateModelStep.class.getName() + "/" + check);
    }

    private static EvaluateModelStep full() {
        EvaluateModelStep step = new EvaluateModelStep("out/p.csv", "multiclass");
        step.setLabel("truth");
        step.setPrediction("guess");
        step.setScore("score");
        step.setScores(List.of("cat=p_cat", "dog=p_dog"));
        step.setPositive("cat");
        step.setThreshold(0.25);
        step.setWeight("w");
        step.setId("id");
        step.setChampion("old.csv");
        step.setGates(List.of("f1 >= 0.5", "warn: accuracy better"));
        step.setConfidence(0.99);
        step.setMinRows(500);
        step.setSeed(7);
        step.setName("fraud");
        step.setOnFail("UNSTABLE");
        step.setOnInconclusive("CONTINUE");
        return step;
    }
}
