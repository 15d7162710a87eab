package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Orders the variables of an environment directive so that each comes after those it uses, as Jenkins resolves them. */
final class EnvironmentOrder {
    private final Refusals refusals;
    private final Map<String, Expression> given = new LinkedHashMap<>();
    private final Map<String, Expression> sorted = new LinkedHashMap<>();

    EnvironmentOrder(Refusals refusals) {
        this.refusals = refusals;
    }

    void add(String name, Expression value) {
        if (given.putIfAbsent(name, value) != null) {
            refusals.add(value, "'" + name + "' may stand only once in 'environment'; keep one");
        }
    }

    Map<String, Expression> sorted() {
        given.keySet().forEach(name -> place(name, new HashSet<>()));
        return sorted;
    }

    private void place(String name, Set<String> users) {
        if (sorted.containsKey(name)) {
            return;
        }
        Expression value = given.get(name);
        users.add(name);
        for (String used : namesIn(value)) {
            // A variable that uses its own name means the value from outside.
            if (given.containsKey(used) && !used.equals(name)) {
                if (users.contains(used)) {
                    refusals.add(value, "'" + name + "' may not use '" + used + "', which uses it in turn; break the circle");
                    return;
                }
                place(used, users);
            }
        }
        users.remove(name);
        sorted.put(name, value);
    }

    private static Set<String> namesIn(Expression value) {
        Set<String> names = new HashSet<>();
        value.visit(new CodeVisitorSupport() {
            @Override
            public void visitVariableExpression(VariableExpression variable) {
                names.add(variable.getName());
            }

            @Override
            public void visitPropertyExpression(PropertyExpression property) {
                if (property.getObjectExpression().getText().equals("env")) {
                    names.add(property.getPropertyAsString());
                }
                super.visitPropertyExpression(property);
            }
        });
        return names;
    }
}
