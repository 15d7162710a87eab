package io.jenkins.plugins.modeldelivery.jenkins.canary;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Two versions behind the real proxy under load, and jobs that release one of them. */
public final class LiveRelease implements AutoCloseable {
    public final SmallServer stable;
    public final SmallServer canary;
    final ProxyLoad load;
    private final ProxiedVersions versions;

    public LiveRelease() throws Exception {
        this(new SmallServer("stable"), new SmallServer("canary"));
    }

    /** Puts two servers behind a proxy of their own. */
    public LiveRelease(SmallServer stable, SmallServer canary) {
        this.stable = stable;
        this.canary = canary;
        versions = new ProxiedVersions(stable, canary);
        load = versions.load(2);
    }

    /** Stores the proxy's token and lets the controller reach this machine, where the proxy is. */
    public static void prepare(JenkinsRule jenkins) throws Exception {
        ModelDeliveryConfiguration.get().setDestinations(List.of("127.0.0.1"));
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addCredentials(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "proxy", "", Secret.fromString(ProxiedVersions.TOKEN.secret())));
    }

    /** The canary's share of traffic, as the proxy says. */
    int share() throws InterruptedException {
        return route().canaryPercent();
    }

    /** Where traffic goes, as the proxy says. */
    public Route route() throws InterruptedException {
        return versions.router().read();
    }

    public String traffic() {
        return versions.traffic();
    }

    /** A Pipeline outside of any node that releases with these further options. */
    public WorkflowJob job(JenkinsRule jenkins, String name, String options) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "def r = canaryDeploy workload: 'local/fraud', traffic: '" + traffic() + "', "
                        + (options.contains("credentialsId") ? "" : "credentialsId: 'proxy', ") + (options.contains("image") ? "" : "image: 'registry/fraud:v2', ")
                        + "interval: '200ms', " + options + "\n"
                        + "echo \"outcome ${r.outcome}\"",
                true));
        return job;
    }

    /** Ends the load, for who needs none. */
    public void stopLoad() throws Exception {
        load.close();
    }

    @Override
    public void close() throws Exception {
        load.close();
        versions.close();
    }
}
