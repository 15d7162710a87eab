package io.jenkins.plugins.modeldelivery.jenkins.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.Badge;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.WebMethod;

/** {@code …/model-delivery/} of a build that has verdicts: the overview, and below it a page for each. */
public final class BuildPage implements Action {
    static final String URL_NAME = "model-delivery";

    private final Run<?, ?> run;

    BuildPage(Run<?, ?> run) {
        this.run = run;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    public List<VerdictAction> getVerdicts() {
        return run.getActions(VerdictAction.class);
    }

    /** What goes on in the build. */
    public List<LiveReport> getLive() {
        return run.getActions(LiveReport.class);
    }

    /** The page of the verdict or of what goes on under this name; null, which is "not found", when there is none. */
    public Action getDynamic(String name) {
        VerdictAction verdict = verdict(name);
        return verdict != null
                ? verdict
                : getLive().stream().filter(live -> live.getName().equals(name)).findFirst().orElse(null);
    }

    /** The verdict with this name; null when there is none. */
    VerdictAction verdict(String name) {
        return getVerdicts().stream()
                .filter(verdict -> verdict.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The badge of the build's worst verdict, or of what goes on while there is none. */
    @WebMethod(name = "badge.svg")
    public HttpResponse doBadge() {
        return getVerdicts().stream()
                .max(Comparator.comparing(VerdictAction::verdict))
                .map(VerdictAction::svgBadge)
                .or(() -> getLive().stream()
                        .map(live -> Badge.of(live.getName(), live.getStatus(), Verdict.INCONCLUSIVE))
                        .findFirst())
                .<HttpResponse>map(SvgResponse::new)
                .orElseGet(HttpResponses::notFound);
    }

    @Override
    public String getIconFileName() {
        return "symbol-ribbon";
    }

    @Override
    public String getDisplayName() {
        return Messages.BuildPage_title();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }

    /** Adds the page to each build that has a verdict or in which something goes on. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return BuildPage.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            BuildPage page = new BuildPage(run);
            return page.getVerdicts().isEmpty() && page.getLive().isEmpty() ? Set.of() : Set.of(page);
        }
    }
}
