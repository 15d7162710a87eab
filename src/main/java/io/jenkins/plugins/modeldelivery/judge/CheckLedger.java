package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Margin;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One check through all looks: its evidence, when that first was enough, what was not answered, and what it says now. */
final class CheckLedger {
    private static final int LONGEST_HISTORY = 120;
    private static final double LARGEST_LOG = 700;
    private static final double WORTH_A_FORECAST = Math.log(1.5);
    private static final int FEW_LOOKS = 4;

    private final Gate gate;
    private final CheckEvidence evidence;
    private final double alpha;
    private final Map<NonAnswer, Integer> nonAnswers = new EnumMap<>(NonAnswer.class);
    private final List<EvidencePoint> history = new ArrayList<>();
    private double badAt = Double.NaN;
    private double goodAt = Double.NaN;
    private int answers;
    private double answeringMinutes;
    private int looks;
    private int stride = 1;
    private Strength last = Strength.NONE;

    CheckLedger(Gate gate, double alpha) {
        this.gate = gate;
        this.alpha = alpha;
        this.evidence = Checks.evidence(gate);
    }

    void observe(Observation observation, double minutes) {
        boolean answered = evidence.observe(observation, minutes);
        NonAnswer missing = Checks.missing(gate, observation);
        boolean expected = !observation.canary().pods().isEmpty();
        if (missing != null || (!answered && expected)) {
            nonAnswers.merge(missing == null ? NonAnswer.EMPTY : missing, 1, Integer::sum);
        }
        if (!answered) {
            return;
        }
        answers++;
        answeringMinutes += minutes;
        last = evidence.strength(alpha);
        double enough = -Math.log(alpha);
        if (gate.condition() instanceof Condition.Drop) {
            badAt = last.logBad() >= enough ? observation.time() : Double.NaN;
            goodAt = last.logGood() >= enough ? observation.time() : Double.NaN;
        } else {
            badAt = Double.isNaN(badAt) && last.logBad() >= enough ? observation.time() : badAt;
            goodAt = Double.isNaN(goodAt) && last.logGood() >= enough ? observation.time() : goodAt;
        }
        remember(observation.time());
    }

    /** Keeps the history short by leaving out every second look whenever it grows too long. */
    private void remember(double time) {
        if (looks++ % stride == 0) {
            history.add(new EvidencePoint(time, common(last.logBad()), common(last.logGood())));
        }
        if (history.size() > LONGEST_HISTORY) {
            for (int i = history.size() - 1; i > 0; i -= 2) {
                history.remove(i);
            }
            stride *= 2;
        }
    }

    private static double common(double natural) {
        return Math.max(-30, Math.min(30, natural / Math.log(10)));
    }

    /** What the check says now. */
    CheckResult result(long canaryRequests, long minRequests) {
        Verdict verdict = plainVerdict(canaryRequests, minRequests);
        Finding finding = evidence.finding(alpha);
        long counted = counted(canaryRequests);
        double more = verdict == Verdict.INCONCLUSIVE ? more(counted, minRequests, finding) : Double.NaN;
        double forecast = more > 0 ? more * answeringMinutes : Double.NaN;
        OptionalLong needed =
                more > 0 ? OptionalLong.of((long) Math.ceil((1 + more) * Math.max(1, counted))) : OptionalLong.empty();
        Standing standing = new Standing(verdict, last, finding, counted, minRequests, answers, forecast, alpha);
        GateResult result = new GateResult(
                gate.text(),
                verdict(canaryRequests, minRequests),
                finding.shown().value(),
                finding.shown().low(),
                finding.shown().high(),
                needed,
                Reasons.sentence(gate, standing, nonAnswers));
        double decided = verdict == Verdict.FAIL ? badAt : verdict == Verdict.PASS ? goodAt : Double.NaN;
        return new CheckResult(
                result,
                decided,
                Math.exp(Math.min(LARGEST_LOG, last.logBad())),
                1 / alpha,
                forecast,
                isCalibrated(),
                isLate(),
                Map.copyOf(nonAnswers),
                List.copyOf(history));
    }

    /** How much more of the same, as a share of what was seen, would decide; NaN when that cannot be foreseen. */
    private double more(long counted, long minRequests, Finding finding) {
        if (!asksForProof() && answers > 0 && counted < minRequests && finding.obstacle().isEmpty()) {
            return (double) minRequests / Math.max(1, counted) - 1;
        }
        boolean bad = !asksForProof() || last.logBad() >= last.logGood();
        double leading = bad ? last.logBad() : last.logGood();
        double growth = leading > WORTH_A_FORECAST ? growth(bad, leading) : 0;
        return growth > 0 ? (-Math.log(alpha) - leading) / growth / answers : Double.NaN;
    }

    /** By how much the logarithm of the evidence grew a look, over the later half of the looks; all of them while they are few. */
    private double growth(boolean bad, double leading) {
        if (history.size() < FEW_LOOKS) {
            return leading / looks;
        }
        int middle = history.size() / 2;
        EvidencePoint then = history.get(middle);
        double before = (bad ? then.bad() : then.good()) * Math.log(10);
        return (leading - before) / (looks - 1 - middle * stride);
    }

    private long counted(long canaryRequests) {
        double exposure = evidence.exposure();
        return Double.isNaN(exposure) ? canaryRequests : (long) exposure;
    }

    private boolean isCalibrated() {
        return clustering() == CheckEvidence.Clustering.CALIBRATED;
    }

    String text() {
        return gate.text();
    }

    /** What is known of how the events that are counted cluster. */
    CheckEvidence.Clustering clustering() {
        return evidence.clustering();
    }

    /** Whether the check is read from labels, which may come long after the requests. */
    boolean isLate() {
        return Subjects.isLate(gate);
    }

    /** The verdict; a check marked {@code warn:} gives at most WARN. */
    Verdict verdict(long canaryRequests, long minRequests) {
        Verdict verdict = plainVerdict(canaryRequests, minRequests);
        return gate.warnOnly() && verdict != Verdict.PASS ? Verdict.WARN : verdict;
    }

    private Verdict plainVerdict(long canaryRequests, long minRequests) {
        if (!Double.isNaN(badAt)) {
            return Verdict.FAIL;
        }
        if (answers == 0 || evidence.cannotDecide()) {
            return Verdict.INCONCLUSIVE;
        }
        boolean good = asksForProof() ? !Double.isNaN(goodAt) : counted(canaryRequests) >= minRequests;
        return good ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }

    /** Whether passing needs proof; "not worse" without a margin only needs exposure. */
    private boolean asksForProof() {
        return !(gate.condition() instanceof Condition.NotWorse notWorse && notWorse.margin().equals(Margin.NONE));
    }

    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("check", gate.text());
        state.put("badAt", Double.isNaN(badAt) ? null : badAt);
        state.put("goodAt", Double.isNaN(goodAt) ? null : goodAt);
        state.put("counts", PlainNumbers.list(answers, answeringMinutes, looks, stride));
        Map<String, Object> missing = new LinkedHashMap<>();
        nonAnswers.forEach((reason, count) -> missing.put(reason.name(), count));
        state.put("nonAnswers", missing);
        state.put("history", PlainNumbers.compact(history.stream().flatMapToDouble(EvidencePoint::numbers).toArray()));
        state.put("evidence", evidence.state());
        return state;
    }

    void restore(Map<String, Object> state) {
        badAt = state.get("badAt") == null ? Double.NaN : PlainNumbers.number(state.get("badAt"));
        goodAt = state.get("goodAt") == null ? Double.NaN : PlainNumbers.number(state.get("goodAt"));
        double[] counts = PlainNumbers.array(state.get("counts"));
        answers = (int) counts[0];
        answeringMinutes = counts[1];
        looks = (int) counts[2];
        stride = (int) counts[3];
        PlainNumbers.map(state.get("nonAnswers"))
                .forEach((reason, count) -> nonAnswers.put(NonAnswer.valueOf(reason), ((Number) count).intValue()));
        double[] points = PlainNumbers.array(state.get("history"));
        for (int i = 0; i < points.length; i += EvidencePoint.NUMBERS) {
            history.add(new EvidencePoint(points[i], points[i + 1], points[i + 2]));
        }
        evidence.restore(PlainNumbers.map(state.get("evidence")));
        last = evidence.strength(alpha);
    }
}
