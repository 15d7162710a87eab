package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.Agent;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.Surroundings;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.Variable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/** Reads the directives that a pipeline and each of its stages share: agent, environment, options, post. */
final class SurroundingsReader {
    private final DeclarativeReader reader;
    private final Refusals refusals;
    private final Map<PostCondition, Integer> post = new EnumMap<>(PostCondition.class);
    private Agent agent = Agent.INHERITED;
    private List<Variable> environment = List.of();
    private int timeout = Pipeline.NONE;

    SurroundingsReader(DeclarativeReader reader, Refusals refusals) {
        this.reader = reader;
        this.refusals = refusals;
    }

    Map<String, Consumer<MethodCallExpression>> directives() {
        Map<String, Consumer<MethodCallExpression>> directives = new LinkedHashMap<>();
        directives.put("agent", this::readAgent);
        directives.put("environment", this::readEnvironment);
        directives.put("options", section -> reader.directives(section, Map.of("timeout", this::readTimeout)));
        directives.put("post", this::readPost);
        return directives;
    }

    Surroundings read() {
        return new Surroundings(agent, environment, timeout, post);
    }

    private void readAgent(MethodCallExpression call) {
        List<Expression> arguments = Code.arguments(call);
        if (arguments.size() == 1 && arguments.get(0) instanceof VariableExpression word) {
            switch (word.getName()) {
                case "any" -> agent = Agent.HERE;
                case "none" -> agent = Agent.ABSENT;
                default -> refuseAgent(call, word.getName());
            }
            return;
        }
        agent = Agent.HERE;
        reader.eachCall(call, place -> {
            switch (place.getMethodAsString()) {
                case "label" -> {}
                case "node" -> reader.directives(place, Map.of("label", label -> {}));
                default -> refuseAgent(place, place.getMethodAsString());
            }
        });
    }

    private void refuseAgent(MethodCallExpression place, String name) {
        refusals.add(place, "agent '" + name + "' is not supported outside Jenkins; supported are any, none, label, node");
    }

    private void readTimeout(MethodCallExpression call) {
        timeout = reader.arguments(call);
    }

    private void readEnvironment(MethodCallExpression section) {
        EnvironmentOrder order = new EnvironmentOrder(refusals);
        for (Statement statement : reader.statements(section)) {
            if (statement instanceof ExpressionStatement only
                    && only.getExpression() instanceof BinaryExpression assignment
                    && assignment.getOperation().getType() == Types.ASSIGN
                    && assignment.getLeftExpression() instanceof VariableExpression name) {
                order.add(name.getName(), assignment.getRightExpression());
            } else {
                refusals.add(statement, "this statement may not stand in 'environment'; write NAME = 'value'");
            }
        }
        List<Variable> variables = new ArrayList<>();
        order.sorted().forEach((name, value) -> variables.add(new Variable(name, reader.code(value))));
        environment = variables;
    }

    private void readPost(MethodCallExpression section) {
        reader.eachCall(section, call -> PostCondition.of(call.getMethodAsString())
                .ifPresentOrElse(
                        condition -> post.put(condition, reader.steps(call)),
                        () -> refusals.add(
                                call,
                                "'" + call.getMethodAsString() + "' is not supported in 'post' outside Jenkins; supported are "
                                        + PostCondition.words())));
    }
}
