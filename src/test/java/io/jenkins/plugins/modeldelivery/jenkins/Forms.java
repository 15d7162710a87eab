package io.jenkins.plugins.modeldelivery.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.tasks.Builder;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jvnet.hudson.test.JenkinsRule;

/** The configuration forms of Jenkins and of its jobs, opened in a browser and sent as they are. */
public final class Forms {
    private static final int SAVED = 302;

    private Forms() {}

    /** Gives the builders that the form of a freestyle job with these builders saves, in their order. */
    @SafeVarargs
    public static <B extends Builder> List<B> roundTrip(JenkinsRule jenkins, Class<B> type, B... builders) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().addAll(List.of(builders));
        send(jenkins, project.getUrl() + "configure");
        List<B> saved = project.getBuildersList().getAll(type);
        assertThat(saved).hasSameSizeAs(builders).doesNotContain(builders);
        return saved;
    }

    /** Saves the configuration of Jenkins. */
    public static void saveConfiguration(JenkinsRule jenkins) throws Exception {
        send(jenkins, "configure");
    }

    private static void send(JenkinsRule jenkins, String address) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        HtmlPage page = browser.goTo(address);
        // The page that would follow is slow and says nothing about the form.
        browser.getOptions().setRedirectEnabled(false);
        browser.setThrowExceptionOnFailingStatusCode(false);
        assertThat(jenkins.submit(page.getFormByName("config")).getWebResponse().getStatusCode()).isEqualTo(SAVED);
    }
}
