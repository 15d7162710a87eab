package io.jenkins.plugins.modeldelivery.jenkins.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Result;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.modeldelivery.jenkins.image.BuildModelImageStep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A step gets the stored credentials that its arguments name, and nobody else ever sees their secrets. */
@WithJenkins
final class CredentialsTest {
    private static final String SECRET = "correct-horse-battery";

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.createOnlineSlave(Label.get("worker"));
        store(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "anna", SECRET));
        store(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(SECRET)));
        store(new FileCredentialsImpl(
                CredentialsScope.GLOBAL, "file", "", "f", SecretBytes.fromBytes(SECRET.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void eachKindReachesTheAgent() throws Exception {
        for (String id : List.of("login", "token", "file")) {
            WorkflowRun build = run(Result.SUCCESS, "node('worker') { scripted credentialsId: '" + id + "' }");
            jenkins.assertLogContains("secret of " + SECRET.length() + " characters", build);
            assertThat(filesThatHoldTheSecret(build.getRootDir().toPath())).isEmpty();
            assertThat(CredentialsProvider.getFingerprintOf(find(id)).getUsages()).isNotEmpty();
        }
        jenkins.assertLogContains(
                "user anna", run(Result.SUCCESS, "node('worker') { scripted credentialsId: 'login' }"));
    }

    @Test
    void anUnknownIdIsOneLine() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "node('worker') { scripted credentialsId: 'nobody' }");
        jenkins.assertLogContains("ERROR: there is no credential 'nobody' that this job can use", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void formsOfferThemOnlyToWhoMayConfigure() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        assertThat(values(project)).contains("", "login", "token", "file");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ).everywhere().to("reader"));
        try (var reader = hudson.security.ACL.as2(hudson.model.User.getById("reader", true).impersonate2())) {
            assertThat(values(project)).containsExactly("chosen");
        }
    }

    private static List<String> values(Item item) {
        ListBoxModel choices = new BuildModelImageStep.DescriptorImpl().doFillCredentialsIdItems(item, "chosen");
        return choices.stream().map(option -> option.value).toList();
    }

    private void store(StandardCredentials credentials) throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addCredentials(Domain.global(), credentials);
    }

    private StandardCredentials find(String id) {
        return CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, jenkins.jenkins, hudson.security.ACL.SYSTEM2, List.of()).stream()
                .filter(stored -> stored.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> filesThatHoldTheSecret(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(CredentialsTest::holdsTheSecret).toList();
        }
    }

    private static boolean holdsTheSecret(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }
}
