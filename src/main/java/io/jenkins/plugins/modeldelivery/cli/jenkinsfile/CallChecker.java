package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.util.Set;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * Finds calls of steps, step parameters and variables of Jenkins that are not supported. A block given to an object's
 * method may be run with other methods at hand, as in {@code with}, so that its calls are judged when they are reached;
 * blocks of the methods that iterate are not.
 */
final class CallChecker extends CodeVisitorSupport {
    private static final Set<String> SCRIPT_METHODS = Set.of("println", "print", "sprintf");
    private static final Set<String> ITERATIONS = Set.of(
            "each", "eachWithIndex", "collect", "collectEntries", "collectMany", "find", "findAll", "any", "every",
            "sort", "inject", "times", "upto", "step", "groupBy", "call");
    private static final Set<String> ABSENT_VARIABLES = Set.of("docker", "scm", "steps", "checks", "library", "manager");
    private static final Set<String> CURRENT_BUILD =
            Set.of("result", "currentResult", "getResult", "getCurrentResult");

    private final StepCatalog catalog;
    private final Set<String> declared;
    private final Refusals refusals;
    private boolean otherMethods;

    CallChecker(StepCatalog catalog, Set<String> declared, Refusals refusals) {
        this.catalog = catalog;
        this.declared = declared;
        this.refusals = refusals;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String name = call.getMethodAsString();
        boolean own = call.isImplicitThis() || call.getObjectExpression().getText().equals("this");
        if (own && name != null && !otherMethods) {
            checkStep(call, name);
        }
        if (isCurrentBuild(call.getObjectExpression())) {
            checkCurrentBuild(call, name);
        }
        boolean outer = otherMethods;
        call.getObjectExpression().visit(this);
        call.getMethod().visit(this);
        otherMethods = outer || !own && !ITERATIONS.contains(String.valueOf(name));
        call.getArguments().visit(this);
        otherMethods = outer;
    }

    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        if (isCurrentBuild(property.getObjectExpression())) {
            checkCurrentBuild(property, property.getPropertyAsString());
        }
        super.visitPropertyExpression(property);
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (ABSENT_VARIABLES.contains(variable.getName()) && !declared.contains(variable.getName())) {
            refusals.add(variable, "'" + variable.getName() + "' is not supported outside Jenkins; remove it");
        }
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        for (AnnotationNode annotation : declaration.getAnnotations()) {
            checkAnnotation(annotation);
        }
        super.visitDeclarationExpression(declaration);
    }

    void checkAnnotation(AnnotationNode annotation) {
        String name = annotation.getClassNode().getNameWithoutPackage();
        if (!name.equals("Field")) {
            refusals.add(annotation, "'@" + name + "' is not supported outside Jenkins; remove it");
        }
    }

    private void checkStep(MethodCallExpression call, String name) {
        if (declared.contains(name) || SCRIPT_METHODS.contains(name)) {
            return;
        }
        if (!catalog.has(name)) {
            refusals.add(call, catalog.refusal(name));
            return;
        }
        Signature signature = catalog.get(name).signature();
        for (MapEntryExpression entry : Code.named(call)) {
            Code.constant(entry.getKeyExpression())
                    .filter(parameter -> !signature.knows(parameter))
                    .ifPresent(parameter -> refusals.add(entry, signature.refusal(parameter)));
        }
        CallLine.spread(call);
    }

    private void checkCurrentBuild(Expression use, String name) {
        if (name != null && !CURRENT_BUILD.contains(name)) {
            refusals.add(use, CurrentBuild.refusal(name));
        }
    }

    private static boolean isCurrentBuild(Expression expression) {
        return expression instanceof VariableExpression variable && variable.getName().equals("currentBuild");
    }
}
