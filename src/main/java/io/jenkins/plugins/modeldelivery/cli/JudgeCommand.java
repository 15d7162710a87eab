package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.judge.replay.Replay;
import io.jenkins.plugins.modeldelivery.judge.replay.ReplayPresentation;
import io.jenkins.plugins.modeldelivery.judge.simulation.Simulate;
import io.jenkins.plugins.modeldelivery.judge.simulation.SimulationPresentation;
import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;

/** The canary judge by itself: {@code judge} over recorded series, {@code judge simulate} over simulated canaries. */
final class JudgeCommand {
    private JudgeCommand() {}

    static CommandSpec replay(PrintStream out, PrintStream err) {
        CommandSpec spec = StepInvocation.spec(new StepCommand(new Replay(), new ReplayPresentation()), out, err);
        spec.usageMessage().description("Judges a recorded canary against a recorded stable version.");
        return spec;
    }

    static CommandSpec simulate(PrintStream out, PrintStream err) {
        CommandSpec spec = StepInvocation.spec(new StepCommand(new Simulate(), new SimulationPresentation()), out, err);
        spec.usageMessage().description("Measures a plan's false alarms and delay over simulated canaries.");
        return spec;
    }
}
