package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.DeclaredStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Reads one {@code stage('name') { … }} of a declarative pipeline. */
final class StageReader {
    private static final Set<String> CONTENTS = Set.of("steps", "parallel", "stages");

    private final DeclarativeReader reader;
    private final Refusals refusals;
    private final List<Integer> when = new ArrayList<>();
    private final List<DeclaredStage> parallel = new ArrayList<>();
    private final List<DeclaredStage> stages = new ArrayList<>();
    private int steps = Pipeline.NONE;
    private boolean failFast;

    StageReader(DeclarativeReader reader, Refusals refusals) {
        this.reader = reader;
        this.refusals = refusals;
    }

    DeclaredStage read(MethodCallExpression call) {
        SurroundingsReader around = new SurroundingsReader(reader, refusals);
        Map<String, Consumer<MethodCallExpression>> directives = new LinkedHashMap<>(around.directives());
        directives.put("when", this::readWhen);
        directives.put("steps", section -> steps = reader.steps(section));
        directives.put("parallel", section -> parallel.addAll(reader.stages(section)));
        directives.put("stages", section -> stages.addAll(reader.stages(section)));
        directives.put("failFast", this::readFailFast);
        Set<String> found = reader.directives(call, directives);
        if (found.stream().filter(CONTENTS::contains).count() != 1) {
            refusals.add(call, "'stage' needs exactly one of steps, parallel and stages; add steps { … }");
        }
        if (found.contains("parallel") && found.contains("agent")) {
            refusals.add(call, "'agent' may not stand beside 'parallel'; give each of its stages an agent");
        }
        return new DeclaredStage(name(call), around.read(), when, steps, parallel, stages, failFast);
    }

    private String name(MethodCallExpression call) {
        return Code.constant(Code.arguments(call).get(0)).orElseGet(() -> {
            refusals.add(call, "the name of a 'stage' needs to be a plain text; write stage('name') { … }");
            return "";
        });
    }

    private void readWhen(MethodCallExpression section) {
        reader.eachCall(section, condition -> {
            if (condition.getMethodAsString().equals("expression")) {
                when.add(reader.code(condition));
            } else {
                refusals.add(condition, "'" + condition.getMethodAsString()
                        + "' is not supported in 'when' outside Jenkins; supported is expression");
            }
        });
    }

    private void readFailFast(MethodCallExpression call) {
        failFast = Code.arguments(call).size() == 1
                && Code.constant(Code.arguments(call).get(0)).filter("true"::equals).isPresent();
    }
}
