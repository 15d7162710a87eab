package io.jenkins.plugins.modeldelivery.jenkins.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.WebMethod;

/**
 * {@code …/model-delivery/} of a job: how its verdicts and figures moved over the last builds, whatever became of those
 * builds, and the addresses of the latest badges. Looks at a bounded number of builds, so that a long history costs no more.
 */
public final class JobPage implements Action {
    private static final int BUILDS = 50;

    private final Job<?, ?> job;

    JobPage(Job<?, ?> job) {
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** Builds with verdicts, or in which something goes on, among the last ones, newest first. */
    public List<BuildPage> getBuilds() {
        List<BuildPage> builds = new ArrayList<>();
        Run<?, ?> run = job.getLastBuild();
        for (int seen = 0; run != null && seen < BUILDS; seen++) {
            if (isJudged(run)) {
                builds.add(new BuildPage(run));
            }
            run = run.getPreviousBuild();
        }
        return builds;
    }

    /** The charts of the last builds' figures, every text in them escaped; null while there is nothing to draw. */
    public String getTrend() {
        return new Trend(getBuilds()).document().map(HtmlWriter::fragment).orElse(null);
    }

    /** The latest verdict with this name; null, which is "not found", when there is none. */
    public VerdictAction getDynamic(String name) {
        return getBuilds().stream()
                .map(build -> build.verdict(name))
                .filter(verdict -> verdict != null)
                .findFirst()
                .orElse(null);
    }

    /** The badge of the worst verdict of the latest build that has any. */
    @WebMethod(name = "badge.svg")
    public HttpResponse doBadge() {
        return getBuilds().stream().findFirst().map(BuildPage::doBadge).orElseGet(HttpResponses::notFound);
    }

    /** Whether the job's page mentions verdicts. Asks only for builds that Jenkins looks up anyway. */
    public boolean isUsed() {
        return Stream.of(job.getLastBuild(), job.getLastCompletedBuild(), job.getLastSuccessfulBuild())
                .anyMatch(run -> run != null && isJudged(run));
    }

    private static boolean isJudged(Run<?, ?> run) {
        return !run.getActions(VerdictAction.class).isEmpty() || !run.getActions(LiveReport.class).isEmpty();
    }

    @Override
    public String getIconFileName() {
        return isUsed() ? "symbol-ribbon" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.BuildPage_title();
    }

    @Override
    public String getUrlName() {
        return BuildPage.URL_NAME;
    }

    /** Adds the page to each job; it shows itself only where there are verdicts. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobPage.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job job) {
            return Set.of(new JobPage(job));
        }
    }
}
