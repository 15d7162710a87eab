package io.jenkins.plugins.modeldelivery.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ProxyConfiguration;
import hudson.util.XStream2;
import io.jenkins.plugins.modeldelivery.http.ProxyServer;
import io.jenkins.plugins.modeldelivery.jenkins.Forms;
import io.jenkins.plugins.modeldelivery.jenkins.store.AuditLog;
import io.jenkins.plugins.modeldelivery.operation.Cluster;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an administrator decides: kept by the form, refused where it cannot work, and open to nobody else. */
@WithJenkins
final class ModelDeliveryConfigurationTest {
    private JenkinsRule jenkins;
    private ModelDeliveryConfiguration configuration;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
        configuration = ModelDeliveryConfiguration.get();
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        configuration.setDestinations(List.of("Prometheus.example.org:9090", "*.example.org"));
        configuration.setClusters(List.of(cluster("production", "kube", "blue"), cluster("staging", "kube2", null)));
        configuration.setAuditDays(30);
        Forms.saveConfiguration(jenkins);
        assertThat(configuration.getDestinations()).containsExactly("prometheus.example.org:9090", "*.example.org");
        assertThat(configuration.cluster("production")).isEqualTo(new Cluster("production", "kube", "blue"));
        assertThat(configuration.cluster("staging")).isEqualTo(new Cluster("staging", "kube2", ""));
        assertThat(configuration.getAuditDays()).isEqualTo(30);
        assertThat(new ModelDeliveryConfiguration().getClusters()).hasSize(2);
        XStream2 xstream = new XStream2();
        assertThat(xstream.toXML(xstream.fromXML(xstream.toXML(configuration)))).isEqualTo(xstream.toXML(configuration));
    }

    @Test
    void removingTheLastClusterRemovesIt() throws Exception {
        configuration.setClusters(List.of(cluster("production", "kube", null)));
        configuration.setClusters(List.of());
        Forms.saveConfiguration(jenkins);
        assertThat(configuration.getClusters()).isEmpty();
    }

    @Test
    void badInputIsNamedAndNothingOfItIsTaken() throws Exception {
        assertThatThrownBy(() -> configuration.setDestinations(List.of("good.example", "http://bad")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("'http://bad' is no host");
        assertThatThrownBy(() -> configuration.setAuthorities("no certificate"))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("authorities: ");
        assertThatThrownBy(() -> configuration.setClusters(List.of(cluster("a", "x", null), cluster("a", "y", null))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("two are named 'a'");
        assertThatThrownBy(() -> configuration.setClusters(List.of(cluster("", "x", null))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("lacks its name");
        assertThatThrownBy(() -> configuration.setAuditDays(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> configuration.cluster("nowhere"))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("cluster 'nowhere' is not configured");
        assertThat(configuration.getDestinations()).isEmpty();
        assertThat(configuration.getClusters()).isEmpty();

        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        form.getTextAreaByName("_.destinations").setText("two words");
        JenkinsRule.WebClient browser = (JenkinsRule.WebClient) form.getPage().getWebClient();
        browser.setThrowExceptionOnFailingStatusCode(false);
        HtmlPage refused = jenkins.submit(form);
        assertThat(refused.asNormalizedText()).contains("two words", "is no host");
        assertThat(configuration.getDestinations()).isEmpty();
    }

    @Test
    void jenkinsProxyAndTheAllowListDecideHowRequestsLeave() throws Exception {
        configuration.setDestinations(List.of("prometheus.example.org"));
        jenkins.jenkins.setProxy(new ProxyConfiguration("proxy.example.org", 3128, "ann", "secret", "*.corp\n10.*"));
        ProxyServer proxy = configuration.agentOutbound().proxy();
        assertThat(proxy.host()).isEqualTo("proxy.example.org");
        assertThat(proxy.credential().secret()).isEqualTo("secret");
        assertThat(proxy.serves("a.corp")).isFalse();
        assertThat(proxy.serves("10.0.0.1")).isFalse();
        assertThat(configuration.controllerOutbound().destinations().refuseThisMachine()).isTrue();
        assertThatThrownBy(() -> configuration.controllerOutbound().destinations().check(URI.create("http://127.0.0.1:1/")))
                .isInstanceOf(InvalidInputException.class);
        assertThat(configuration.agentOutbound().destinations().allowed()).containsExactly("prometheus.example.org");
    }

    @Test
    void onlyAnAdministratorSuspendsAutomationAndEveryPageSaysSo() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER).everywhere().to("admin")
                .grant(Jenkins.READ).everywhere().to("reader"));
        assertThat(suspend("reader", HttpMethod.POST)).isEqualTo(403);
        assertThat(suspend("admin", HttpMethod.GET)).isGreaterThanOrEqualTo(400);
        assertThat(configuration.isAutomationSuspended()).isFalse();
        assertThat(home()).doesNotContain("automation is suspended");
        assertThat(suspend("admin", HttpMethod.POST)).isLessThan(400);
        assertThat(configuration.isAutomationSuspended()).isTrue();
        assertThat(home()).contains("automation is suspended");
        assertThat(audit()).content().contains("\"user\":\"admin\"", "\"asked\":\"suspend\"").doesNotContain("reader");
    }

    @Test
    void theAuditLogForgetsWhatIsOlderThanItKeeps() {
        AuditLog log = AuditLog.ofJenkins();
        log.append(entry("2020-01-01T00:00:00Z", "old"));
        log.append(entry("2026-01-01T00:00:00Z", "new"));
        log.forgetBefore(Instant.parse("2025-01-01T00:00:00Z"));
        log.append(entry("2026-01-02T00:00:00Z", "newer"));
        assertThat(audit()).content().contains("\"new\"", "\"newer\"").doesNotContain("\"old\"");
    }

    private static AuditLog.Entry entry(String at, String reason) {
        return new AuditLog.Entry(Instant.parse(at), "ann", "pause", "local/default/local.fraud", "job#1", "canary", reason);
    }

    private static NamedCluster cluster(String name, String credentialsId, String context) {
        NamedCluster cluster = new NamedCluster(name, credentialsId);
        cluster.setContext(context);
        return cluster;
    }

    private Path audit() {
        return jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/audit.jsonl");
    }

    private String home() throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).login("reader").goTo("").asNormalizedText();
    }

    private int suspend(String user, HttpMethod method) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false).login(user)
                .withThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setRedirectEnabled(false);
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL(), "descriptorByName/" + ModelDeliveryConfiguration.class.getName()
                        + "/automation?suspended=true"),
                method);
        return browser.getPage(method == HttpMethod.POST ? browser.addCrumb(request) : request)
                .getWebResponse().getStatusCode();
    }
}
