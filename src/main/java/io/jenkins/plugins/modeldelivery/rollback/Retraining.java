package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which training a roll-back starts, and how often it may.
 *
 * @param job its name, as seen from the watch's job
 * @param parameters that the job must declare, beside those that the watch offers
 * @param budget starts in seven days, at least 1
 * @param cooldown the least time between two starts
 */
record Retraining(String job, Map<String, String> parameters, long budget, Duration cooldown) {
    private static final String STEP = RollbackRequest.PARAMETERS.step();
    private static final List<String> DETAILS = List.of("retrainParameters", "retrainBudget", "retrainCooldown");

    Retraining {
        parameters = Map.copyOf(parameters);
    }

    /** Null when none is asked for. */
    static Retraining of(Arguments arguments) {
        if (!arguments.isGiven("retrain")) {
            DETAILS.stream().filter(arguments::isGiven).findFirst().ifPresent(name -> {
                throw new InvalidInputException(STEP + ": " + name + " means nothing without retrain; give the training job as retrain");
            });
            return null;
        }
        long budget = arguments.integer("retrainBudget");
        if (budget < 1) {
            throw arguments.refused("retrainBudget", budget, "is below 1", "leave out retrain to start no training");
        }
        return new Retraining(
                arguments.text("retrain"),
                parameters(arguments),
                budget,
                Durations.parse(STEP + ": retrainCooldown", arguments.text("retrainCooldown")));
    }

    private static Map<String, String> parameters(Arguments arguments) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String text : arguments.texts("retrainParameters")) {
            int equals = text.indexOf('=');
            if (equals < 1 || parameters.put(text.substring(0, equals).strip(), text.substring(equals + 1)) != null) {
                throw arguments.refused(
                        "retrainParameters", text, equals < 1 ? "has no name" : "names a parameter twice", "write it as in EPOCHS=20");
            }
        }
        return parameters;
    }
}
