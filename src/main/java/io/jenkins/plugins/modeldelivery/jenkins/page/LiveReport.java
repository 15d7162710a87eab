package io.jenkins.plugins.modeldelivery.jenkins.page;

import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/**
 * A use of a step that goes on: its report so far, at the address where its verdict will be, and what a person who may
 * operate it can ask of it. Whoever knows the operation makes one for each of a build's.
 */
@ExportedBean
public abstract class LiveReport implements Action {
    /** The element that holds the buttons. */
    private static final String ASKS = "model-delivery-asks";

    private final Run<?, ?> run;

    protected LiveReport(Run<?, ?> run) {
        this.run = run;
    }

    /** The build that waits. */
    public final Run<?, ?> getRun() {
        return run;
    }

    /** The use's name in its build. */
    @Exported
    public abstract String getName();

    /** The step's name in a Jenkinsfile. */
    @Exported
    public abstract String getStep();

    /** What it does now, in a few words. */
    @Exported
    public abstract String getStatus();

    /** The report so far; empty while nothing has begun. */
    protected abstract Optional<Map<String, Object>> report();

    /** All that may be asked, now or later, by the names that {@link #ask} takes. */
    protected abstract List<Ask> asks();

    /**
     * Passes on what was asked.
     *
     * @return false if it is over
     */
    protected abstract boolean ask(String kind, String reason);

    /**
     * Something that can be asked.
     *
     * @param kind its name in a request
     * @param label what its button says
     * @param heard whether it is heard now
     */
    public record Ask(String kind, String label, boolean heard) {
        // Jelly reads properties, not components.

        public String getKind() {
            return kind;
        }

        public String getLabel() {
            return label;
        }
    }

    /** The buttons: what is heard now; none for who may not use them. */
    public final List<Ask> getAsks() {
        return run.getParent().hasPermission(Permissions.OPERATE)
                ? asks().stream().filter(Ask::heard).toList()
                : List.of();
    }

    /** The page's content, every text in it escaped; null while there is none. */
    public final String getFragment() {
        return report()
                .map(report -> HtmlWriter.fragment(KnownReports.presentation(report).document(report)))
                .orElse(null);
    }

    /** The page, relative to Jenkins' root address. */
    public final String getPage() {
        return page(run, getName());
    }

    /** The page of a use, ended or not, relative to Jenkins' root address. */
    public static String page(Run<?, ?> run, String name) {
        return run.getUrl() + BuildPage.URL_NAME + "/" + name + "/";
    }

    @WebMethod(name = "report.json")
    public final HttpResponse doReport() {
        return report().<HttpResponse>map(JsonResponse::of).orElseGet(HttpResponses::notFound);
    }

    /** Asks something; for the page's buttons and for scripts. */
    @POST
    @WebMethod(name = "signal")
    public final HttpResponse doSignal(@QueryParameter String kind, @QueryParameter String reason) {
        run.getParent().checkPermission(Permissions.OPERATE);
        Optional<Ask> asked = asks().stream().filter(known -> known.kind().equals(kind)).findFirst();
        if (asked.isEmpty()) {
            return HttpResponses.errorWithoutStack(400, Messages.LiveReport_unknown());
        }
        if (!asked.get().heard()) {
            return HttpResponses.errorWithoutStack(409, Messages.LiveReport_notNow());
        }
        if (!ask(kind, reason == null ? "" : reason.strip())) {
            return HttpResponses.errorWithoutStack(409, Messages.LiveReport_over());
        }
        // To the buttons, where a keyboard goes on.
        return new HttpRedirect(".#" + ASKS);
    }

    @Override
    public final String getIconFileName() {
        return null;
    }

    @Override
    public final String getDisplayName() {
        return getName();
    }

    /** Null: the {@link BuildPage} holds the addresses. */
    @Override
    public final String getUrlName() {
        return null;
    }
}
