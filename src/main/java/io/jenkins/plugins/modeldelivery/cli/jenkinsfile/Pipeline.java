package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.util.List;
import java.util.Map;

/**
 * A declarative pipeline as it was read, before anything runs. Code stays where it was compiled: numbers refer to the
 * blocks that the compiled file hands over; {@link #NONE} means that there is no such block.
 *
 * @param blocks what holds around all stages; it always has an agent
 * @param parameters in the order of declaration
 */
record Pipeline(Surroundings blocks, List<ParameterDeclaration> parameters, List<DeclaredStage> stages) {
    /** The number of a block that is absent. */
    static final int NONE = -1;

    Pipeline {
        parameters = List.copyOf(parameters);
        stages = List.copyOf(stages);
    }

    /** Where a stage runs: not said, on this machine, or without a workspace. */
    enum Agent {
        INHERITED,
        HERE,
        ABSENT
    }

    /**
     * What the pipeline and each stage may have around their content.
     *
     * @param environment in an order in which each value can be computed
     * @param timeout block that gives the arguments of options { timeout(…) }
     * @param post condition to block
     */
    record Surroundings(Agent agent, List<Variable> environment, int timeout, Map<PostCondition, Integer> post) {
        Surroundings {
            environment = List.copyOf(environment);
            post = Map.copyOf(post);
        }
    }

    /** An environment variable, and the block that gives its value. */
    record Variable(String name, int value) {}

    /**
     * A build parameter.
     *
     * @param type string, text, booleanParam or choice
     * @param arguments block that gives its named arguments
     */
    record ParameterDeclaration(String type, int arguments) {}

    /**
     * A stage. Exactly one of steps, parallel and stages is there.
     *
     * @param when blocks that must all be true
     */
    record DeclaredStage(
            String name,
            Surroundings blocks,
            List<Integer> when,
            int steps,
            List<DeclaredStage> parallel,
            List<DeclaredStage> stages,
            boolean failFast) {
        DeclaredStage {
            when = List.copyOf(when);
            parallel = List.copyOf(parallel);
            stages = List.copyOf(stages);
        }
    }
}
