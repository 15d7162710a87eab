package io.jenkins.plugins.modeldelivery.jenkins.page;

import hudson.model.BuildBadgeAction;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.Badge;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.VerdictText;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/**
 * The verdict of one use of a step, kept in its build: the few facts that lists, badges and the REST API need. The report
 * itself stays in the {@link ReportFile} and in memory only as long as there is room. One build may have several.
 */
@ExportedBean
public final class VerdictAction implements RunAction2, BuildBadgeAction {
    private static final int REASONS = 3;
    private static final int FIGURES = 8;

    private final String use;
    private final String step;
    private final String name;
    private final String verdict;
    private final String badge;
    private final List<String> reasons;
    private final List<String> figureNames = new ArrayList<>();
    private final List<Double> figures = new ArrayList<>();

    private transient Run<?, ?> run;
    private transient SoftReference<Map<String, Object>> cached;

    VerdictAction(String use, String step, String name, Map<String, Object> report) {
        this.use = use;
        this.step = step;
        this.name = name;
        this.verdict = (String) report.get("verdict");
        this.reasons = firstReasons(report);
        Presentation presentation = KnownReports.presentation(report);
        this.badge = presentation.badge(report);
        presentation.trend(report).entrySet().stream().limit(FIGURES).forEach(figure -> {
            figureNames.add(figure.getKey());
            figures.add(figure.getValue());
        });
    }

    private static List<String> firstReasons(Map<String, Object> report) {
        List<String> first = new ArrayList<>();
        ((List<?>) report.get("reasons")).stream().limit(REASONS).forEach(reason -> first.add(reason.toString()));
        return first;
    }

    /** Writes the side file and adds the verdict to the build, in this order, so that a verdict always has its report. */
    public static void publish(Run<?, ?> run, String use, String step, String name, Map<String, Object> report)
            throws IOException {
        new ReportFile(run, name).write(report);
        run.addAction(new VerdictAction(use, step, name, report));
        run.save();
    }

    /** Identifies the use across restarts of the controller. */
    public String getUse() {
        return use;
    }

    @Exported
    public String getStep() {
        return step;
    }

    @Exported
    public String getName() {
        return name;
    }

    @Exported
    public String getVerdict() {
        return verdict;
    }

    /** The figure that matters most, such as {@code roc_auc 0.954}. */
    @Exported
    public String getBadge() {
        return badge;
    }

    /** Why, in at most three sentences. */
    @Exported
    public List<String> getReasons() {
        return List.copyOf(reasons);
    }

    /** The verdict in the reader's language. */
    public String getWord() {
        return VerdictText.word(verdict());
    }

    Verdict verdict() {
        return Verdict.valueOf(verdict);
    }

    /** The figures that the job's page follows, by name, the one that matters most first. */
    public Map<String, Double> figures() {
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < figureNames.size(); i++) {
            byName.put(figureNames.get(i), figures.get(i));
        }
        return byName;
    }

    /** The build that was judged. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The verdict's page, relative to Jenkins' root address. */
    public String getPage() {
        return run.getUrl() + BuildPage.URL_NAME + "/" + name + "/";
    }

    /** The report as report.json holds it. */
    public synchronized Map<String, Object> report() {
        Map<String, Object> report = cached == null ? null : cached.get();
        if (report == null) {
            report = new ReportFile(run, name).read();
            cached = new SoftReference<>(report);
        }
        return report;
    }

    /** The page's content, every text in it escaped. */
    public String getFragment() {
        Map<String, Object> report = report();
        return HtmlWriter.fragment(KnownReports.presentation(report).document(report));
    }

    /** The badge as an element of a page. */
    public String getSvg() {
        return svgBadge().svg();
    }

    Badge svgBadge() {
        return Badge.of(name, badge, verdict());
    }

    @WebMethod(name = "badge.svg")
    public HttpResponse doBadge() {
        return new SvgResponse(svgBadge());
    }

    /** Whoever asks something of what goes on may come a moment too late, and is told so. */
    @POST
    @WebMethod(name = "signal")
    public HttpResponse doSignal() {
        run.getParent().checkPermission(Permissions.OPERATE);
        return HttpResponses.errorWithoutStack(409, Messages.LiveReport_over());
    }

    @WebMethod(name = "report.json")
    public HttpResponse doReport() {
        return JsonResponse.of(new ReportFile(run, name).path());
    }

    /** The names of the further forms of the report, each to be had under {@code file?name=}. */
    public Set<String> getFiles() {
        Map<String, Object> report = report();
        return KnownReports.presentation(report).files(report).keySet();
    }

    @WebMethod(name = "file")
    public HttpResponse doFile(@QueryParameter String name) {
        Map<String, Object> report = report();
        return new TextFileResponse(name, KnownReports.presentation(report).files(report).get(name));
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    /** Null: the {@link BuildPage} is the one entry beside the build. */
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    /** Null: the {@link BuildPage} holds the addresses of all verdicts of the build. */
    @Override
    public String getUrlName() {
        return null;
    }
}
