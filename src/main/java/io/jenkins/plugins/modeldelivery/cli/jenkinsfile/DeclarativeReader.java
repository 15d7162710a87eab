package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.DeclaredStage;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.ParameterDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads {@code pipeline { … }} from the syntax tree and refuses, with its line, all that it does not know. */
final class DeclarativeReader {
    private static final Set<String> PARAMETER_TYPES = Set.of("string", "text", "booleanParam", "choice");

    private final CallChecker checker;
    private final Refusals refusals;
    private final List<ClosureExpression> blocks = new ArrayList<>();

    DeclarativeReader(CallChecker checker, Refusals refusals) {
        this.checker = checker;
        this.refusals = refusals;
    }

    /** The blocks that the pipeline's numbers refer to. */
    List<ClosureExpression> blocks() {
        return blocks;
    }

    Pipeline read(MethodCallExpression call) {
        SurroundingsReader around = new SurroundingsReader(this, refusals);
        List<ParameterDeclaration> parameters = new ArrayList<>();
        List<DeclaredStage> stages = new ArrayList<>();
        Map<String, Consumer<MethodCallExpression>> directives = new LinkedHashMap<>(around.directives());
        directives.put("parameters", section -> parameters.addAll(parameters(section)));
        directives.put("stages", section -> stages.addAll(stages(section)));
        Set<String> found = directives(call, directives);
        if (!found.containsAll(Set.of("agent", "stages"))) {
            refusals.add(call, "'pipeline' needs an agent and stages; add 'agent any' and stages { … }");
        }
        return new Pipeline(around.read(), parameters, stages);
    }

    /** Reads a block in which only these calls may stand, each once; returns the names found. */
    Set<String> directives(MethodCallExpression section, Map<String, Consumer<MethodCallExpression>> known) {
        Map<String, MethodCallExpression> found = new LinkedHashMap<>();
        eachCall(section, call -> {
            String name = call.getMethodAsString();
            if (!known.containsKey(name)) {
                refusals.add(call, "'" + name + "' is not supported in '" + section.getMethodAsString()
                        + "' outside Jenkins; supported are " + String.join(", ", known.keySet()));
            } else if (found.put(name, call) != null) {
                refusals.add(call, "'" + name + "' may stand only once in '" + section.getMethodAsString() + "'; join the two");
            } else {
                known.get(name).accept(call);
            }
        });
        return found.keySet();
    }

    /** Hands on each call in a block, and refuses every other statement. */
    void eachCall(MethodCallExpression section, Consumer<MethodCallExpression> reader) {
        for (Statement statement : statements(section)) {
            Code.call(statement)
                    .ifPresentOrElse(
                            reader,
                            () -> refusals.add(
                                    statement,
                                    "this statement may not stand in '" + section.getMethodAsString()
                                            + "'; only directives may, move it into script { }"));
        }
    }

    List<Statement> statements(MethodCallExpression section) {
        Optional<ClosureExpression> block = Code.block(section);
        if (block.isEmpty()) {
            refusals.add(section, "'" + section.getMethodAsString() + "' needs a block; add { … } behind it");
        }
        return block.map(Code::statements).orElse(List.of());
    }

    /** Keeps the block behind a call, in which anything may stand, and returns its number. */
    int code(MethodCallExpression section) {
        statements(section);
        return Code.block(section).map(this::keep).orElse(Pipeline.NONE);
    }

    /** Keeps an expression as a block of its own and returns its number. */
    int code(Expression value) {
        BlockStatement body = new BlockStatement();
        body.addStatement(new ReturnStatement(value));
        ClosureExpression closure = new ClosureExpression(Parameter.EMPTY_ARRAY, body);
        closure.setVariableScope(new VariableScope());
        closure.setSourcePosition(value);
        return keep(closure);
    }

    /** Keeps the arguments of a call as a block and returns its number: named ones as a map, else the only one. */
    int arguments(MethodCallExpression call) {
        List<MapEntryExpression> named = Code.named(call);
        List<Expression> all = Code.arguments(call);
        if (named.isEmpty() && all.size() != 1) {
            refusals.add(call, "'" + call.getMethodAsString() + "' needs named arguments; write name: value");
            return Pipeline.NONE;
        }
        return code(named.isEmpty() ? all.get(0) : new MapExpression(named));
    }

    /** Keeps a block in which only steps may stand, and returns its number. */
    int steps(MethodCallExpression section) {
        checkSteps(section);
        return code(section);
    }

    private void checkSteps(MethodCallExpression section) {
        eachCall(section, step -> {
            boolean anythingGoes = Set.of("script", "parallel").contains(step.getMethodAsString());
            if (!anythingGoes && Code.block(step).isPresent()) {
                checkSteps(step);
            }
        });
    }

    List<DeclaredStage> stages(MethodCallExpression section) {
        List<DeclaredStage> stages = new ArrayList<>();
        eachCall(section, call -> {
            if (call.getMethodAsString().equals("stage")) {
                stages.add(new StageReader(this, refusals).read(call));
            } else {
                refusals.add(call, "'" + call.getMethodAsString() + "' is not supported in '"
                        + section.getMethodAsString() + "' outside Jenkins; supported is stage");
            }
        });
        if (stages.isEmpty()) {
            refusals.add(section, "'" + section.getMethodAsString() + "' needs a stage; add stage('name') { … }");
        }
        return stages;
    }

    private List<ParameterDeclaration> parameters(MethodCallExpression section) {
        List<ParameterDeclaration> parameters = new ArrayList<>();
        eachCall(section, call -> {
            String type = call.getMethodAsString();
            if (!PARAMETER_TYPES.contains(type)) {
                refusals.add(call, "'" + type + "' is not supported in 'parameters' outside Jenkins; supported are "
                        + "string, text, booleanParam, choice");
                return;
            }
            for (MapEntryExpression entry : Code.named(call)) {
                Code.constant(entry.getKeyExpression())
                        .filter(name -> !BuildParameters.signature(type).knows(name))
                        .ifPresent(name ->
                                refusals.add(entry, BuildParameters.signature(type).refusal(name)));
            }
            parameters.add(new ParameterDeclaration(type, arguments(call)));
        });
        return parameters;
    }

    private int keep(ClosureExpression block) {
        block.getCode().visit(checker);
        blocks.add(block);
        return blocks.size() - 1;
    }
}
