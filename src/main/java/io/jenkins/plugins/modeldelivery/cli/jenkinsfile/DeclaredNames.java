package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.util.HashSet;
import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.syntax.Types;

/** The names that a Jenkinsfile defines itself, anywhere in it: methods, variables and parameters. A call to one is no step. */
final class DeclaredNames extends CodeVisitorSupport {
    private final Set<String> names = new HashSet<>();

    private DeclaredNames() {}

    static Set<String> of(ModuleNode file) {
        DeclaredNames visitor = new DeclaredNames();
        file.getStatementBlock().visit(visitor);
        for (MethodNode method : file.getMethods()) {
            visitor.names.add(method.getName());
            visitor.add(method.getParameters());
            method.getCode().visit(visitor);
        }
        return visitor.names;
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        if (declaration.getLeftExpression() instanceof TupleExpression several) {
            several.getExpressions().forEach(variable -> names.add(variable.getText()));
        } else {
            names.add(declaration.getLeftExpression().getText());
        }
        super.visitDeclarationExpression(declaration);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        if (binary.getOperation().getType() == Types.ASSIGN
                && binary.getLeftExpression() instanceof VariableExpression variable) {
            names.add(variable.getName());
        }
        super.visitBinaryExpression(binary);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        add(closure.getParameters());
        super.visitClosureExpression(closure);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        names.add(loop.getVariable().getName());
        super.visitForLoop(loop);
    }

    @Override
    public void visitCatchStatement(CatchStatement handler) {
        names.add(handler.getVariable().getName());
        super.visitCatchStatement(handler);
    }

    private void add(Parameter[] parameters) {
        if (parameters != null) {
            for (Parameter parameter : parameters) {
                names.add(parameter.getName());
            }
        }
    }
}
