package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;

/** The variable {@code currentBuild} of a Jenkinsfile: its result, which can only get worse. */
public final class CurrentBuild extends GroovyObjectSupport {
    private final Build build;

    CurrentBuild(Build build) {
        this.build = build;
    }

    @Override
    public Object getProperty(String name) {
        Result result = result();
        return switch (name) {
            case "result" -> result == null ? null : result.name();
            case "currentResult" -> (result == null ? Result.SUCCESS : result).name();
            default -> throw unsupported(name);
        };
    }

    @Override
    public void setProperty(String name, Object value) {
        if (!name.equals("result")) {
            throw unsupported(name);
        }
        build.worsen(Result.parse("currentBuild.result", value));
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        return switch (name) {
            case "getResult" -> getProperty("result");
            case "getCurrentResult" -> getProperty("currentResult");
            default -> throw unsupported(name);
        };
    }

    /** In a post condition the failure that led there counts, although nothing has set it yet. */
    private Result result() {
        Result outcome = build.scope().outcome();
        Result set = build.record().result();
        if (outcome == null || set == null) {
            return outcome == null ? set : outcome;
        }
        return outcome.worse(set);
    }

    /** Says that a property is not supported, and which are. */
    static String refusal(String name) {
        return "'currentBuild." + name
                + "' is not supported outside Jenkins; supported are currentBuild.result and currentBuild.currentResult";
    }

    private InvalidInputException unsupported(String name) {
        return build.refused(refusal(name));
    }
}
