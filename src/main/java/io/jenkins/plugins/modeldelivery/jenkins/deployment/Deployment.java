package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongOperationReport;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Subject;
import io.jenkins.plugins.modeldelivery.jenkins.page.Permissions;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/**
 * A workload that a job releases: what runs there, since when and from which build, how its releases went, and the way back
 * to what ran before. Made for one request, from the ledger as it is then.
 */
@ExportedBean(defaultVisibility = 2)
public final class Deployment {
    private final Subject subject;
    private final Subject.Releaser releaser;
    private final Job<?, ?> job;
    private final Ledger ledger;
    private final ReleaseHistory history;

    private Deployment(Subject subject, Subject.Releaser releaser, Job<?, ?> job, Ledger ledger) {
        this.subject = subject;
        this.releaser = releaser;
        this.job = job;
        this.ledger = ledger;
        this.history = new ReleaseHistory(ledger.releases());
    }

    /** The deployment on a subject; empty where nothing was released, and for who may not see the job that did. */
    static Optional<Deployment> of(Subject subject) {
        Optional<Subject.Releaser> releaser = subject.releaser();
        Optional<Job<?, ?>> job = releaser.flatMap(by -> VisibleJobs.find(by.job()));
        if (job.isEmpty()) {
            return Optional.empty();
        }
        Ledger ledger = Ledger.ofSubject(StoreFolder.path(), subject.path());
        Deployment deployment = new Deployment(subject, releaser.get(), job.get(), ledger);
        return deployment.history.releases().isEmpty() ? Optional.empty() : Optional.of(deployment);
    }

    /** Its name in addresses. */
    @Exported
    public String getId() {
        return subject.path().replace('/', '~');
    }

    @Exported
    public String getWorkload() {
        return String.valueOf(releaser.arguments().get("workload"));
    }

    /** Cluster and namespace. */
    @Exported
    public String getPlace() {
        String[] parts = subject.path().split("/");
        return parts.length < 3 ? subject.path() : parts[0] + " / " + parts[1];
    }

    /** What tells it from others in metrics. */
    Map<String, String> labels() {
        String[] parts = subject.path().split("/");
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("cluster", parts[0]);
        labels.put("namespace", parts[1]);
        labels.put("workload", getWorkload());
        return labels;
    }

    Tally tally() {
        return subject.tally();
    }

    /** How many operations of a step go on there. */
    long underWay(String step) {
        return subject.underWay(step);
    }

    /** Since when it runs what runs there, in seconds since 1970; empty when the ledger does not know. */
    OptionalLong sinceSeconds() {
        return ledger.live().stream().mapToLong(live -> history.since(live).getEpochSecond()).findFirst();
    }

    public Job<?, ?> getJob() {
        return job;
    }

    @Exported(name = "job")
    public String getJobName() {
        return job.getFullName();
    }

    /** The page, relative to Jenkins' root address. */
    public String getUrl() {
        return job.getUrl() + DeploymentList.URL_NAME + "/" + getId() + "/";
    }

    /** Image or address of what runs; the empty string when the ledger does not know. */
    @Exported
    public String getRuns() {
        return ledger.live().map(Past::version).orElse("");
    }

    @Exported
    public String getSince() {
        return ledger.live().map(history::since).map(Past::minute).orElse("");
    }

    /** The build that released it; null for what ran before, and for a build that is gone. */
    public Run<?, ?> getBuild() {
        return ledger.live().flatMap(release -> BuildOfRelease.of(job, release.build())).map(BuildOfRelease::build).orElse(null);
    }

    /** The build as the ledger names it. */
    @Exported(name = "build")
    public String getBuildName() {
        return ledger.live().map(Release::build).orElse("");
    }

    @Exported
    public String getEvaluation() {
        return ledger.live().map(Release::evaluation).orElse("");
    }

    /** What goes on there now, watches last, as far as whoever asks may see it. */
    public List<LongOperationReport> getLive() {
        return Stream.concat(subject.changes().stream(), subject.watches().stream()).filter(Deployment::isVisible).toList();
    }

    /** What a roll-back would end first. */
    public List<LongOperationReport> getChanges() {
        return subject.changes().stream().filter(Deployment::isVisible).toList();
    }

    private static boolean isVisible(LongOperationReport report) {
        return report.getRun().getParent().hasPermission(Item.READ);
    }

    /** The releases that were tried. */
    @Exported
    public int getReleases() {
        return history.tried();
    }

    @Exported
    public int getRollbacks() {
        return history.rollbacks();
    }

    @Exported
    public String getSuccessRate() {
        double rate = history.successRate();
        return Double.isNaN(rate) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * rate);
    }

    /** Half of the releases took no longer than this from their oldest change to what runs. */
    @Exported
    public String getLeadTime() {
        double[] seconds = history.promoted().stream()
                .flatMap(release -> BuildOfRelease.of(job, release.build()).stream()
                        .map(build -> Duration.between(build.changedAt(), release.finishedAt()).toSeconds()))
                .mapToDouble(Long::doubleValue)
                .toArray();
        return seconds.length == 0 ? "" : Spans.median(seconds);
    }

    /** How long the next deployment will take. */
    @Exported
    public String getForecast() {
        return Forecast.of(job, history).map(Forecast::text)
                .orElseGet(() -> Messages.Forecast_tooFew(Integer.toString(Forecast.LEAST)));
    }

    /** All that was released there, newest first. */
    public List<Past> getHistory() {
        List<Past> past = new ArrayList<>(history.releases().stream().map(release -> new Past(release, job)).toList());
        Collections.reverse(past);
        return past;
    }

    /** What a roll-back would bring back; null when there is nothing, or who asks may not. */
    public Past getFormer() {
        return job.hasPermission(Permissions.OPERATE)
                ? ledger.former().map(release -> new Past(release, job)).orElse(null)
                : null;
    }

    /** The ledger's id of what runs, so that a page that is out of date rolls back nothing else. */
    @Exported
    public String getRelease() {
        return ledger.live().map(Release::id).orElse("");
    }

    /** Brings back what ran before; for the page's button and for scripts. */
    @POST
    @WebMethod(name = "rollBack")
    public HttpResponse doRollBack(@QueryParameter(required = true) String release, @QueryParameter String reason)
            throws IOException {
        job.checkPermission(Permissions.OPERATE);
        Optional<Release> former = ledger.former();
        if (former.isEmpty() || !getRelease().equals(release)) {
            return HttpResponses.errorWithoutStack(409, Messages.Deployment_changed());
        }
        Run<?, ?> build = getBuild() == null ? job.getLastBuild() : getBuild();
        if (build == null) {
            return HttpResponses.errorWithoutStack(409, Messages.Deployment_noBuild());
        }
        try {
            RollBack rollBack = new RollBack(subject, releaser, build, reason == null ? "" : reason.strip());
            return HttpResponses.redirectViaContextPath(rollBack.begin());
        } catch (AbortException e) {
            return HttpResponses.errorWithoutStack(409, e.getMessage());
        }
    }
}
