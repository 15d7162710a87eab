package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import io.jenkins.plugins.modeldelivery.rollback.AlertInbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** A workload of which a Jenkins has two releases on record, the newer of them behind the real proxy. */
public final class WatchedVersions implements AutoCloseable {
    public final SmallServer former = new SmallServer("former");
    public final SmallServer current = new SmallServer("current");
    /** Stands beside it as a canary without traffic. */
    public final SmallServer next = new SmallServer("next");
    public final ProxiedVersions proxied = new ProxiedVersions(current, next);
    private final Instant released = Instant.now();

    /** Also stores the proxy's token and lets the controller reach this machine. */
    public WatchedVersions(JenkinsRule jenkins) throws Exception {
        ledger().append(release("v1", former));
        ledger().append(release("v2", current));
        ModelDeliveryConfiguration.get().setDestinations(List.of("127.0.0.1"));
        store(jenkins, "proxy", ProxiedVersions.TOKEN.secret());
    }

    /** Stores a secret text that all of this Jenkins may use. */
    public static void store(JenkinsRule jenkins, String id, String secret) throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addCredentials(
                Domain.global(), new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret)));
    }

    private Release release(String version, SmallServer server) {
        return new Release(
                version, "registry/fraud:" + version, server.address().toString(), "", "", List.of(), Release.Outcome.PROMOTED,
                Verdict.PASS, "", released, released);
    }

    public Ledger ledger() {
        return Place.local(Workload.parse("local/fraud")).ledger(StoreFolder.path());
    }

    /** Where the proxy sends its traffic. */
    public Route route() throws InterruptedException {
        return proxied.router().read();
    }

    /** Delivers an alert of the watched model to the store, as the webhook does. */
    public static void alarm() {
        AlertInbox.of(StoreFolder.path()).append(List.of(new Alert(
                "f", true, Map.of("alertname", "HighErrorRate", "model", "fraud"), Map.of(), Instant.now(), null)), Instant.now());
    }

    public ProxyLoad load() {
        return proxied.load(4);
    }

    /** The options that every watch over it has, as a Jenkinsfile gives them. */
    public String options() {
        return "workload: 'local/fraud', traffic: '" + proxied.traffic() + "', trafficCredentialsId: 'proxy', alerts: ['model=\"fraud\"']";
    }

    /** Starts a build that watches, with these further options, and waits until it does. */
    public WorkflowRun begin(WorkflowJob job, String options) throws Exception {
        String interval = options.contains("interval") ? "" : ", interval: '200ms'";
        job.setDefinition(new CpsFlowDefinition("rollbackOnAlert " + options() + interval + options, true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Waiting.until("it watches", () -> isWatching(build));
        return build;
    }

    static boolean isWatching(WorkflowRun build) {
        return build.getActions(LiveReport.class).stream().anyMatch(live -> live.getStatus().equals("watching"));
    }

    @Override
    public void close() throws Exception {
        proxied.close();
        former.close();
    }
}
