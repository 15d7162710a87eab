package io.jenkins.plugins.modeldelivery.jenkins.configuration;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.jenkins.store.AuditLog;
import io.jenkins.plugins.modeldelivery.operation.Cluster;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.POST;

/**
 * What an administrator decides for all jobs, on the page of the system's configuration or as code: where the controller
 * may send requests, the clusters by name, how long the audit log goes back, and the one switch that suspends automation.
 */
@Extension
@Symbol("modelDelivery")
public final class ModelDeliveryConfiguration extends GlobalConfiguration {
    private static final int AUDIT_DAYS = 365;

    private List<String> destinations = new ArrayList<>();
    private String authorities;
    private List<NamedCluster> clusters = new ArrayList<>();
    private int auditDays = AUDIT_DAYS;
    private boolean automationSuspended;

    public ModelDeliveryConfiguration() {
        load();
    }

    /** The configuration of this Jenkins. */
    public static ModelDeliveryConfiguration get() {
        return ExtensionList.lookupSingleton(ModelDeliveryConfiguration.class);
    }

    /** Hosts that requests may go to, as {@link Destinations} reads them; none for every host but the controller itself. */
    public List<String> getDestinations() {
        return List.copyOf(destinations);
    }

    /**
     * Takes them from a form's text area, one a line, or from code, one an element.
     *
     * @throws InvalidInputException naming the one that is no host
     */
    @DataBoundSetter
    public void setDestinations(List<String> hosts) {
        List<String> each = lines(hosts);
        destinations = new ArrayList<>(new Destinations(each, true).allowed());
        save();
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().flatMap(String::lines).map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** PEM certificates that are trusted beside Java's own; null for none. */
    public String getAuthorities() {
        return authorities;
    }

    /**
     * Takes certificates.
     *
     * @throws InvalidInputException if the text holds none
     */
    @DataBoundSetter
    public void setAuthorities(String pem) {
        String given = Util.fixEmptyAndTrim(pem);
        Outbound.checkAuthorities("authorities", given);
        authorities = given;
        save();
    }

    public List<NamedCluster> getClusters() {
        return List.copyOf(clusters);
    }

    /**
     * Takes the clusters that jobs may name.
     *
     * @throws InvalidInputException if one lacks its name or kubeconfig, or two have the same name
     */
    @DataBoundSetter
    public void setClusters(List<NamedCluster> named) {
        if (!named.stream().allMatch(NamedCluster::isComplete)) {
            throw new InvalidInputException("clusters: one lacks its name or kubeconfigCredentialsId; give both");
        }
        List<String> names = named.stream().map(NamedCluster::getName).toList();
        names.stream().filter(name -> names.indexOf(name) != names.lastIndexOf(name)).findFirst().ifPresent(twice -> {
            throw new InvalidInputException("clusters: two are named '" + Excerpt.of(twice) + "'; give each a name of its own");
        });
        clusters = new ArrayList<>(named);
        save();
    }

    /**
     * The cluster with this name.
     *
     * @throws InvalidInputException if there is none
     */
    public Cluster cluster(String name) {
        return clusters.stream().filter(cluster -> cluster.getName().equals(name)).findFirst()
                .orElseThrow(() -> new InvalidInputException("cluster '" + Excerpt.of(name)
                        + "' is not configured; its names are set under Manage Jenkins, System, Model delivery, and are now ["
                        + clusters.stream().map(NamedCluster::getName).collect(Collectors.joining(", ")) + "]"))
                .toCluster();
    }

    /** How many days the audit log goes back. */
    public int getAuditDays() {
        return auditDays;
    }

    /**
     * Takes a number of days.
     *
     * @throws InvalidInputException if it is below 1
     */
    @DataBoundSetter
    public void setAuditDays(int days) {
        if (days < 1) {
            throw new InvalidInputException("auditDays '" + days + "' is below 1; give the number of days to keep");
        }
        auditDays = days;
        save();
    }

    /** Whether all promotions, rollbacks and retraining that nobody asks for in person are suspended. */
    public boolean isAutomationSuspended() {
        return automationSuspended;
    }

    /** Suspends automation or lets it go on; the audit log says who did. */
    @DataBoundSetter
    public void setAutomationSuspended(boolean suspended) {
        if (suspended == automationSuspended) {
            return;
        }
        AuditLog.ofJenkins().append(new AuditLog.Entry(
                Clock.systemUTC().instant(), AuditLog.user(), suspended ? "suspend" : "resume", "automation", "", "", ""));
        automationSuspended = suspended;
        save();
    }

    /** How the controller sends requests. What it must never reach itself is refused. */
    public Outbound controllerOutbound() {
        return outbound(true).orProxyOf(System.getenv());
    }

    /** How a step on an agent sends requests; where Jenkins has no proxy the agent's environment may name one. */
    public Outbound agentOutbound() {
        return outbound(false);
    }

    private Outbound outbound(boolean onController) {
        return Outbound.of(
                new Destinations(destinations, onController), JenkinsProxy.current(), authorities == null ? "" : authorities);
    }

    /** All that the form holds is right before any of it is taken. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        for (String field : List.of("destinations", "authorities", "auditDays")) {
            FormValidation found = validation(field, form.optString(field));
            if (found.kind == FormValidation.Kind.ERROR) {
                throw new FormException(found.getMessage(), field);
            }
        }
        try {
            // A form without any cluster says nothing of clusters.
            setClusters(request.bindJSONToList(NamedCluster.class, form.opt("clusters")));
            return super.configure(request, form);
        } catch (InvalidInputException e) {
            throw new FormException(e.getMessage(), "clusters");
        }
    }

    private static FormValidation validation(String field, String value) {
        try {
            switch (field) {
                case "destinations" -> new Destinations(lines(List.of(value)), true);
                case "authorities" -> Outbound.checkAuthorities(field, Util.fixEmptyAndTrim(value));
                default -> {
                    return FormValidation.validatePositiveInteger(value);
                }
            }
            return FormValidation.ok();
        } catch (InvalidInputException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static FormValidation check(String field, String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? validation(field, value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckDestinations(@QueryParameter String value) {
        return check("destinations", value);
    }

    @POST
    public FormValidation doCheckAuthorities(@QueryParameter String value) {
        return check("authorities", value);
    }

    @POST
    public FormValidation doCheckAuditDays(@QueryParameter String value) {
        return check("auditDays", value);
    }

    /** The destinations, one a line, as a text area shows them. */
    public String getDestinationLines() {
        return String.join("\n", destinations);
    }

    /** Suspends automation or lets it go on, for the notice on our pages and for scripts. */
    @POST
    @WebMethod(name = "automation")
    public HttpResponse doAutomation(@QueryParameter(required = true) boolean suspended) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        setAutomationSuspended(suspended);
        return HttpResponses.forwardToPreviousPage();
    }
}
