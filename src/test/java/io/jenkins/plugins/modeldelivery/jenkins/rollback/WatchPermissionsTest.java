package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.page.Permissions;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every address at which a watch and its release are seen or steered, asked by everybody who may not. */
@WithJenkins
final class WatchPermissionsTest {
    private static final String DEPLOYMENT = "job/team/job/watch/model-deployments/local~default~local.fraud/";
    private static final String WATCH = "job/team/job/watch/1/model-delivery/rollbackOnAlert/";
    private static final String CONFIGURATION =
            "descriptorByName/io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration/";
    private static final String STEP = "descriptorByName/io.jenkins.plugins.modeldelivery.jenkins.rollback.RollbackOnAlertStep/";

    private final HttpClient client = HttpClient.newHttpClient();
    private JenkinsRule jenkins;
    private WatchedVersions versions;
    private WorkflowRun build;

    /** One address and what is done there. */
    private record Endpoint(String method, String address, String... fields) {
        static Endpoint get(String address) {
            return new Endpoint("GET", address);
        }

        static Endpoint post(String address, String... fields) {
            return new Endpoint("POST", address, fields);
        }

        @Override
        public String toString() {
            return method + " " + address + " " + String.join("=", fields);
        }
    }

    /** What shows something. */
    private static final List<Endpoint> SHOWING = List.of(
            Endpoint.get("model-deployments/"),
            Endpoint.get("model-deployments/api/json"),
            Endpoint.get("model-delivery-metrics/"),
            Endpoint.get("job/team/job/watch/"),
            Endpoint.get("job/team/job/watch/model-delivery/"),
            Endpoint.get("job/team/job/watch/model-delivery/badge.svg"),
            Endpoint.get("job/team/job/watch/model-deployments/"),
            Endpoint.get("job/team/job/watch/model-deployments/api/json"),
            Endpoint.get(DEPLOYMENT),
            Endpoint.get(DEPLOYMENT + "confirm"),
            Endpoint.get("job/team/job/watch/1/model-delivery/"),
            Endpoint.get("job/team/job/watch/1/model-delivery/badge.svg"),
            Endpoint.get("job/team/job/watch/lastBuild/model-delivery/"),
            Endpoint.get(WATCH),
            Endpoint.get(WATCH + "report.json"));

    /** What does something. */
    private static final List<Endpoint> DOING = List.of(
            Endpoint.post(WATCH + "signal", "kind", "abort"),
            Endpoint.post(WATCH + "signal", "kind", "roll_back"),
            Endpoint.post("job/team/job/watch/lastBuild/model-delivery/rollbackOnAlert/signal", "kind", "roll_back"),
            Endpoint.post(DEPLOYMENT + "rollBack", "release", "v2", "reason", "no reason"),
            Endpoint.post(CONFIGURATION + "automation", "suspended", "true"),
            Endpoint.post("model-delivery-alert/", "version", "4"));

    /** What helps to fill in a form. */
    private static final List<Endpoint> FORMS = List.of(
            Endpoint.post("job/team/job/watch/" + STEP + "fillCredentialsIdItems", "credentialsId", ""),
            Endpoint.post("job/team/job/watch/" + STEP + "fillTrafficCredentialsIdItems", "trafficCredentialsId", ""),
            Endpoint.post("job/team/job/watch/" + STEP + "fillCaCredentialsIdItems", "caCredentialsId", ""),
            Endpoint.post(STEP + "fillCredentialsIdItems", "credentialsId", ""));

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        versions = new WatchedVersions(jenkins);
        MockFolder team = jenkins.createFolder("team");
        MockFolder others = jenkins.createFolder("others");
        WorkflowJob job = team.createProject(WorkflowJob.class, "watch");
        job.setDefinition(new CpsFlowDefinition(
                "canaryDeploy workload: 'local/fraud', traffic: '" + versions.proxied.traffic()
                        + "', credentialsId: 'proxy', image: 'registry/fraud:v3', interval: '200ms', maxDuration: '1s', onFail: 'CONTINUE'\n"
                        + "rollbackOnAlert " + versions.options() + ", interval: '200ms', watch: '2h'",
                true));
        build = job.scheduleBuild2(0).waitForStart();
        Waiting.until("it watches", () -> WatchedVersions.isWatching(build));
        // A missing crumb would be a reason to refuse of its own.
        jenkins.jenkins.setCrumbIssuer(null);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER).everywhere().to("admin")
                .grant(Jenkins.READ).everywhere().to("stranger", "reader", "operator")
                .grant(Item.READ, Item.CONFIGURE, Item.BUILD, Permissions.OPERATE).onFolders(others).to("stranger")
                .grant(Item.READ).onFolders(team).to("reader", "operator")
                .grant(Permissions.OPERATE).onFolders(team).to("operator"));
    }

    @AfterEach
    void stop() throws Exception {
        versions.close();
    }

    @Test
    void withoutPermissionNothingIsShownAndNothingHappens() throws Exception {
        SoftAssertions all = new SoftAssertions();
        List<Endpoint> every = new ArrayList<>(SHOWING);
        every.addAll(DOING);
        every.addAll(FORMS);
        for (String user : List.of("", "stranger")) {
            for (Endpoint endpoint : every) {
                HttpResponse<String> response = ask(user, endpoint);
                String said = response.statusCode() + " " + response.body();
                boolean shown = said.contains("local/fraud") || said.contains("registry/fraud") || said.contains("\"proxy\"")
                        || said.contains("watching");
                all.assertThat(shown).as("'%s' %s: %s", user, endpoint, said).isFalse();
                all.assertThat(response.statusCode() < 400 && DOING.contains(endpoint)).as("'%s' %s: %s", user, endpoint, said).isFalse();
            }
        }
        for (Endpoint endpoint : DOING) {
            all.assertThat(ask("reader", endpoint).statusCode()).as("reader %s", endpoint).isGreaterThanOrEqualTo(400);
        }
        for (Endpoint endpoint : FORMS) {
            all.assertThat(ask("reader", endpoint).body()).as("reader %s", endpoint).doesNotContain("\"proxy\"");
        }
        all.assertAll();
        assertNothingHappened();
    }

    /** The table would hold nothing if its addresses were wrong. */
    @Test
    void withPermissionTheSameAddressesShowAndDo() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (Endpoint endpoint : SHOWING) {
            all.assertThat(ask("reader", endpoint).statusCode()).as("%s", endpoint).isEqualTo(200);
        }
        for (Endpoint endpoint : FORMS.subList(0, 3)) {
            all.assertThat(ask("admin", endpoint).body()).as("%s", endpoint).contains("\"proxy\"");
        }
        all.assertThat(ask("admin", DOING.get(4)).statusCode()).isLessThan(400);
        all.assertThat(ModelDeliveryConfiguration.get().isAutomationSuspended()).isTrue();
        all.assertThat(ask("operator", DOING.get(2)).statusCode()).isLessThan(400);
        all.assertAll();
        jenkins.waitForCompletion(build);
        assertThat(versions.route().stable()).isEqualTo(versions.former.address().toString());
        assertThat(build.getActions(VerdictAction.class)).last().extracting(VerdictAction::getBadge).isEqualTo("rolled back: by hand");
        assertThat(ask("operator", DOING.get(2)).statusCode()).as("what ended cannot be asked").isEqualTo(409);
        assertThat(ask("reader", DOING.get(2)).statusCode()).isEqualTo(403);
    }

    private void assertNothingHappened() throws Exception {
        assertThat(build.isBuilding()).isTrue();
        assertThat(build.getActions(LiveReport.class)).hasSize(1);
        assertThat(versions.route().stable()).isEqualTo(versions.current.address().toString());
        assertThat(ModelDeliveryConfiguration.get().isAutomationSuspended()).isFalse();
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/audit.jsonl")).doesNotExist();
    }

    private HttpResponse<String> ask(String user, Endpoint endpoint) throws Exception {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < endpoint.fields().length; i += 2) {
            fields.add(endpoint.fields()[i] + "=" + URLEncoder.encode(endpoint.fields()[i + 1], StandardCharsets.UTF_8));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(jenkins.getURL().toURI().resolve(endpoint.address()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(endpoint.method(), BodyPublishers.ofString(String.join("&", fields)));
        if (!user.isEmpty()) {
            // The realm of the test takes the name as the password.
            String login = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + login);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
