package io.jenkins.plugins.modeldelivery.jenkins.canary;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.local.Backends;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import io.jenkins.plugins.modeldelivery.release.local.WeightedProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Two versions behind the real proxy under load, and jobs that release one of them. */
public final class LiveRelease implements AutoCloseable {
    private static final String TOKEN = "a token of the test";

    public final SmallServer stable;
    public final SmallServer canary;
    final WeightedProxy proxy;
    final ProxyLoad load;

    public LiveRelease() throws Exception {
        this(new SmallServer("stable"), new SmallServer("canary"));
    }

    /** Puts two servers behind a proxy of their own. */
    public LiveRelease(SmallServer stable, SmallServer canary) throws Exception {
        this.stable = stable;
        this.canary = canary;
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        proxy = WeightedProxy.start(any, any, new Backends(stable.address(), canary.address()), TOKEN);
        load = new ProxyLoad(URI.create("http://127.0.0.1:" + proxy.listenAddress().getPort() + "/predict"), 2);
    }

    /** Stores the proxy's token and lets the controller reach this machine, where the proxy is. */
    public static void prepare(JenkinsRule jenkins) throws Exception {
        ModelDeliveryConfiguration.get().setDestinations(List.of("127.0.0.1"));
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addCredentials(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "proxy", "", Secret.fromString(TOKEN)));
    }

    /** The canary's share of traffic, as the proxy says. */
    int share() throws InterruptedException {
        return route().canaryPercent();
    }

    /** Where traffic goes, as the proxy says. */
    public Route route() throws InterruptedException {
        LocalRouter router = new LocalRouter(
                URI.create("http://127.0.0.1:" + proxy.adminAddress().getPort()),
                new Credential("", TOKEN),
                new Requester(Outbound.of(Map.of()), Retries.NONE));
        return router.read();
    }

    public String traffic() {
        return "local:http://127.0.0.1:" + proxy.adminAddress().getPort();
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
        proxy.close();
        stable.close();
        canary.close();
    }
}
