package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.JobStarter;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts the training job after a roll-back, unless automation is suspended or its budget is used up. */
final class Training {
    private final RollbackRequest request;
    private final Workbench bench;

    Training(RollbackRequest request, Workbench bench) {
        this.request = request;
        this.bench = bench;
    }

    /**
     * Refuses a training that could not be started, before anything is watched.
     *
     * @throws InvalidInputException if there are no jobs here, or the job, a right or a parameter is missing
     */
    void check() {
        starter().check(request.retraining().job(), request.retraining().parameters().keySet());
    }

    private JobStarter starter() {
        return bench.setting(JobStarter.class).orElseThrow(() -> new InvalidInputException(RollbackRequest.PARAMETERS.step()
                + ": retrain '" + request.retraining().job() + "' names a job of Jenkins, and the command line starts none; leave it out"));
    }

    /**
     * Starts it, once however often it is called for the same watch.
     *
     * @param watch names the watch
     * @return what came of it, for people
     */
    String start(WatchState state, String watch) {
        Retraining retraining = request.retraining();
        if (bench.automationSuspended()) {
            return Messages.Training_suspended(retraining.job());
        }
        Instant now = bench.clock().instant();
        try {
            String job = starter().check(retraining.job(), retraining.parameters().keySet());
            TrainingLog log = new TrainingLog(bench.store(), job);
            Optional<Instant> later = log.take(watch, now, retraining.budget(), retraining.cooldown());
            return later.isPresent() ? Messages.Training_tooSoon(job, later.get()) : start(job, state, watch, log);
        } catch (InvalidInputException e) {
            return Messages.Training_refused(e.getMessage());
        }
    }

    private String start(String job, WatchState state, String watch, TrainingLog log) {
        try {
            Set<String> leftOut = starter().start(
                    "/" + job, request.retraining().parameters(), offered(state), Messages.Training_reason(state.cause()));
            return leftOut.isEmpty()
                    ? Messages.Training_started(job) : Messages.Training_startedWithout(job, String.join(", ", leftOut));
        } catch (InvalidInputException e) {
            log.putBack(watch, bench.clock().instant());
            throw e;
        }
    }

    /** What a training job may want to know. */
    private Map<String, String> offered(WatchState state) {
        Map<String, String> offered = new LinkedHashMap<>();
        offered.put("MODEL", request.workload().name());
        offered.put("VERSION", state.released().shown());
        offered.put("ALERT", state.cause());
        offered.put("SINCE", Instant.ofEpochMilli(state.released().since()).toString());
        offered.put("UNTIL", Instant.ofEpochMilli(state.seenAt()).toString());
        return offered;
    }
}
