package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/**
 * Gives a step's arguments the line of its call: Groovy would otherwise say that a call over several lines failed in the
 * last of its arguments, not where the step's name stands. Blocks keep their lines.
 */
final class CallLine extends CodeVisitorSupport {
    private final int line;

    private CallLine(int line) {
        this.line = line;
    }

    static void spread(MethodCallExpression call) {
        call.getArguments().visit(new CallLine(call.getLineNumber()));
    }

    @Override
    public void visitListExpression(ListExpression list) {
        list.setLineNumber(line);
        super.visitListExpression(list);
    }

    @Override
    public void visitMapExpression(MapExpression map) {
        map.setLineNumber(line);
        super.visitMapExpression(map);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        binary.setLineNumber(line);
        super.visitBinaryExpression(binary);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression inner) {
        // A call inside an argument may fail itself, in its own line.
    }

    @Override
    public void visitClosureExpression(ClosureExpression block) {
        // Its statements are steps in lines of their own.
    }
}
