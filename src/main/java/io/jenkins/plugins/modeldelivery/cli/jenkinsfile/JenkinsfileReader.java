package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.util.ListIterator;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Looks through a parsed Jenkinsfile while it is compiled, reads a declarative pipeline out of it, and leaves in its place
 * a call that hands over the pipeline's blocks.
 */
final class JenkinsfileReader extends CompilationCustomizer {
    private final StepCatalog catalog;
    private final Refusals refusals = new Refusals();
    private Pipeline pipeline;
    private boolean done;

    JenkinsfileReader(StepCatalog catalog) {
        super(CompilePhase.CONVERSION);
        this.catalog = catalog;
    }

    /** The declarative pipeline; null for a scripted one. */
    Pipeline pipeline() {
        return pipeline;
    }

    Refusals refusals() {
        return refusals;
    }

    /** Called once for each class; the file is read with the first. */
    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode owner) {
        if (!done) {
            done = true;
            read(source.getAST());
        }
    }

    private void read(ModuleNode file) {
        CallChecker checker = new CallChecker(catalog, DeclaredNames.of(file), refusals);
        for (ImportNode imported : file.getImports()) {
            imported.getAnnotations().forEach(checker::checkAnnotation);
        }
        for (MethodNode method : file.getMethods()) {
            method.getAnnotations().removeIf(annotation -> annotation.getClassNode().getName().equals("NonCPS"));
            method.getCode().visit(checker);
        }
        ListIterator<Statement> statements = file.getStatementBlock().getStatements().listIterator();
        while (statements.hasNext()) {
            Statement statement = statements.next();
            MethodCallExpression call = Code.call(statement)
                    .filter(candidate -> candidate.getMethodAsString().equals("pipeline"))
                    .orElse(null);
            if (call == null) {
                statement.visit(checker);
            } else {
                statements.set(replacement(call, checker));
            }
        }
    }

    private Statement replacement(MethodCallExpression call, CallChecker checker) {
        if (pipeline != null) {
            refusals.add(call, "a second 'pipeline' may not stand in a file; keep one");
        }
        DeclarativeReader reader = new DeclarativeReader(checker, refusals);
        pipeline = reader.read(call);
        ListExpression blocks = new ListExpression();
        for (ClosureExpression block : reader.blocks()) {
            blocks.addExpression(block);
        }
        MethodCallExpression run = new MethodCallExpression(
                VariableExpression.THIS_EXPRESSION, "runDeclarative", new ArgumentListExpression(new Expression[] {blocks}));
        run.setImplicitThis(true);
        run.setSourcePosition(call);
        return new ExpressionStatement(run);
    }
}
