package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.Judging;
import io.jenkins.plugins.modeldelivery.judge.kayenta.CanaryConfig;
import io.jenkins.plugins.modeldelivery.judge.kayenta.KayentaPlan;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.util.Map;

/**
 * Kayenta's judge in the place of the checks.
 *
 * @param config file of its canary config, or its text
 * @param fixed whether to leave out Kayenta's known weaknesses
 */
record KayentaChoice(String config, boolean fixed) {
    /** What judges a canary. */
    private enum Kind {
        /** Tests behind the checks that are valid however often one looks. */
        SEQUENTIAL,
        KAYENTA,
        KAYENTA_FIXED
    }

    /**
     * Reads which judge is wanted; null when it is not Kayenta's.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    static KayentaChoice of(Arguments arguments, Traffic traffic) {
        Kind kind = arguments.choice("judge", Kind.class);
        String config = arguments.text("judgeConfig");
        if (kind == Kind.SEQUENTIAL) {
            if (!config.isEmpty()) {
                throw arguments.refused(
                        "judgeConfig", config, "is only read by Kayenta's judge", "set judge to kayenta or kayenta-fixed");
            }
            return null;
        }
        String judge = arguments.text("judge");
        if (config.isEmpty()) {
            throw arguments.refused("judge", judge, "has no canary config", "name its file in judgeConfig");
        }
        for (String field : new String[] {"checks", "confidence"}) {
            if (arguments.isGiven(field)) {
                throw arguments.refused(field, arguments.texts(field), "is not read by Kayenta's judge",
                        "say it in judgeConfig, or set judge to sequential");
            }
        }
        if (traffic.strategy() == Strategy.BLUE_GREEN) {
            throw arguments.refused("judge", judge, "compares versions that under blue-green never answer at the same time",
                    "take the sequential judge with a limit, as in 'errors <= 1%'");
        }
        return new KayentaChoice(config, kind == Kind.KAYENTA_FIXED);
    }

    /**
     * The judge of a config that was read.
     *
     * @throws InvalidInputException if it is none, or asks for what the source of metrics does not count
     */
    Judging judging(String text, long minRequests, Answers answers) {
        KayentaPlan plan = KayentaPlan.of(CanaryConfig.of(json(text)), fixed, minRequests);
        plan.subjects().forEach(metric -> answers.require("judgeConfig", metric.subject().toString(), metric.subject()));
        return plan;
    }

    private static Map<String, Object> json(String text) {
        try {
            return ReportJson.read(text, "judgeConfig");
        } catch (InvalidInputException e) {
            throw new InvalidInputException(CanaryRequest.PARAMETERS.step()
                    + ": judgeConfig is no JSON object; write it as Kayenta's documentation shows a canary config", e);
        }
    }
}
