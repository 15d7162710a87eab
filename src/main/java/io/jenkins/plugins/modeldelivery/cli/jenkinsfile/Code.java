package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads the shapes that a Jenkinsfile is made of out of Groovy's syntax tree. */
final class Code {
    private Code() {}

    /** The call that a statement consists of, if it is one without a receiver, such as {@code sh 'make'}. */
    static Optional<MethodCallExpression> call(Statement statement) {
        Expression expression = statement instanceof ExpressionStatement only
                ? only.getExpression()
                : statement instanceof ReturnStatement last ? last.getExpression() : null;
        return expression instanceof MethodCallExpression call && call.isImplicitThis() && call.getMethodAsString() != null
                ? Optional.of(call)
                : Optional.empty();
    }

    static List<Statement> statements(ClosureExpression closure) {
        return closure.getCode() instanceof BlockStatement block ? block.getStatements() : List.of(closure.getCode());
    }

    static List<Expression> arguments(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(call.getArguments());
    }

    /** The block behind a call, if there is one. */
    static Optional<ClosureExpression> block(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return !arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof ClosureExpression closure
                ? Optional.of(closure)
                : Optional.empty();
    }

    /** The named arguments of a call; empty when there are none. */
    static List<MapEntryExpression> named(MethodCallExpression call) {
        return arguments(call).stream()
                .filter(MapExpression.class::isInstance)
                .findFirst()
                .map(map -> ((MapExpression) map).getMapEntryExpressions())
                .orElse(List.of());
    }

    /** The text of a constant; empty for anything that is computed. */
    static Optional<String> constant(Expression expression) {
        return expression instanceof ConstantExpression constant && constant.getValue() != null
                ? Optional.of(constant.getValue().toString())
                : Optional.empty();
    }
}
