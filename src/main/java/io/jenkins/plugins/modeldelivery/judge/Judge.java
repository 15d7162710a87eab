package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.UnreadableStateException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Judges a canary against stable as observations come in. Ask for a verdict as often as you like: the chance that a
 * canary no worse than stable is ever called worse, over all looks and checks, is at most alpha. Not safe for use by
 * several threads at once.
 */
public final class Judge {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final String VERSION = "model-delivery/judge-state/3";

    private final JudgePlan plan;
    private final List<CheckLedger> ledgers = new ArrayList<>();
    private final TrafficShare traffic = new TrafficShare();
    private double lastTime = Double.NaN;
    private double canaryRequests;
    private boolean canarySeen;

    public Judge(JudgePlan plan) {
        this.plan = plan;
        plan.checks().forEach(check -> ledgers.add(new CheckLedger(check, plan.alphaPerCheck())));
    }

    /**
     * Goes on where a judge of the same plan left off.
     *
     * @param state what {@link #state} gave
     * @throws UnreadableStateException if the state is of another plan or version
     */
    public static Judge resume(JudgePlan plan, Map<String, Object> state) {
        Judge judge = new Judge(plan);
        List<String> checks = plan.checks().stream().map(check -> check.text()).toList();
        if (!VERSION.equals(state.get("schema")) || !checks.equals(state.get("checks"))) {
            throw new UnreadableStateException("the judge's saved state " + state.get("schema") + " for the checks "
                    + state.get("checks") + " does not fit the checks " + checks + "; begin the canary anew");
        }
        judge.restore(state);
        return judge;
    }

    /**
     * Takes in one interval.
     *
     * @throws InvalidInputException if its time is not after that of the interval before
     */
    public void observe(Observation observation) {
        if (observation.time() <= lastTime) {
            throw new InvalidInputException("time " + observation.time() + " does not come after " + lastTime
                    + "; give observations in the order of their times, each once");
        }
        double minutes = Double.isNaN(lastTime) ? 1 : (observation.time() - lastTime) / SECONDS_PER_MINUTE;
        lastTime = observation.time();
        double requests = observation.canary().total("requests");
        canaryRequests += Double.isNaN(requests) ? 0 : requests;
        canarySeen |= !observation.canary().pods().isEmpty();
        traffic.observe(observation);
        ledgers.forEach(ledger -> ledger.observe(observation, minutes));
    }

    /** What the evidence says so far. */
    public Judgement judgement() {
        List<CheckResult> results = ledgers.stream()
                .map(ledger -> ledger.result((long) canaryRequests, plan.minRequests()))
                .toList();
        Verdict verdict = verdict();
        return new Judgement(verdict, decidedAt(verdict, results), (long) canaryRequests, results, notices(results));
    }

    private List<String> notices(List<CheckResult> results) {
        List<String> notices = new ArrayList<>();
        traffic.notice().ifPresent(notices::add);
        if (canarySeen && !checks(CheckEvidence.Clustering.ASSUMED).isEmpty()) {
            notices.add(Messages.Notice_clustering());
        }
        if (canarySeen && !checks(CheckEvidence.Clustering.INDEPENDENT).isEmpty()) {
            notices.add(Messages.Notice_independent(checks(CheckEvidence.Clustering.INDEPENDENT)));
        }
        results.stream().filter(check -> !check.nonAnswers().isEmpty()).forEach(check -> notices.add(
                Messages.Notice_unanswered(check.result().gate(), Reasons.list(check.nonAnswers()))));
        return notices;
    }

    private String checks(CheckEvidence.Clustering clustering) {
        return ledgers.stream()
                .filter(ledger -> ledger.clustering() == clustering)
                .map(CheckLedger::text)
                .collect(Collectors.joining(", "));
    }

    /** The verdict alone, without its reasons. */
    public Verdict verdict() {
        return ledgers.stream()
                .map(ledger -> ledger.verdict((long) canaryRequests, plan.minRequests()))
                .reduce(Verdict.PASS, Verdict::worse);
    }

    /** {@link Judgement#promptVerdict} alone, without its reasons. */
    public Verdict promptVerdict() {
        return ledgers.stream()
                .filter(ledger -> !ledger.isLate() || ledger.verdict((long) canaryRequests, plan.minRequests()) != Verdict.INCONCLUSIVE)
                .map(ledger -> ledger.verdict((long) canaryRequests, plan.minRequests()))
                .reduce(Verdict.PASS, Verdict::worse);
    }

    /** When the first check failed, or when the last proof came; a check that only needs exposure passes at the end. */
    private double decidedAt(Verdict verdict, List<CheckResult> results) {
        double[] times = results.stream()
                .filter(result -> result.result().verdict() == verdict)
                .mapToDouble(result -> Double.isNaN(result.decidedAt()) ? lastTime : result.decidedAt())
                .toArray();
        return switch (verdict) {
            case INCONCLUSIVE -> Double.NaN;
            case FAIL -> Arrays.stream(times).min().orElse(lastTime);
            default -> Arrays.stream(times).max().orElse(lastTime);
        };
    }

    /** Everything needed to go on after a restart, as plain JSON values; small however long the canary runs. */
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("schema", VERSION);
        state.put("checks", plan.checks().stream().map(check -> check.text()).toList());
        state.put("lastTime", Double.isNaN(lastTime) ? null : lastTime);
        state.put("canaryRequests", canaryRequests);
        state.put("canarySeen", canarySeen);
        state.put("traffic", traffic.state());
        state.put("ledgers", ledgers.stream().map(CheckLedger::state).toList());
        return state;
    }

    private void restore(Map<String, Object> state) {
        lastTime = state.get("lastTime") == null ? Double.NaN : PlainNumbers.number(state.get("lastTime"));
        canaryRequests = PlainNumbers.number(state.get("canaryRequests"));
        canarySeen = (Boolean) state.get("canarySeen");
        traffic.restore(state.get("traffic"));
        List<?> saved = (List<?>) state.get("ledgers");
        for (int i = 0; i < ledgers.size(); i++) {
            ledgers.get(i).restore(PlainNumbers.map(saved.get(i)));
        }
    }
}
