package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.transform.ThreadInterrupt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SimpleMessage;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.syntax.SyntaxException;

/** Compiles a Jenkinsfile after looking through all of it, so that what is not supported is refused before anything runs. */
final class JenkinsfileCompiler {
    /** The name that the compiled file has in stack traces and messages. */
    static final String SOURCE = "Jenkinsfile";

    private final StepCatalog catalog;

    JenkinsfileCompiler(StepCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Compiles the text for one build.
     *
     * @throws InvalidInputException with the line, if it is not Groovy or holds what is not supported
     */
    JenkinsfileScript compile(String text, Build build) {
        JenkinsfileReader reader = new JenkinsfileReader(catalog);
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(JenkinsfileScript.class.getName());
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        configuration.addCompilationCustomizers(reader, new ASTTransformationCustomizer(ThreadInterrupt.class));
        Class<?> compiled = compile(text, configuration, reader);
        JenkinsfileScript script =
                (JenkinsfileScript) InvokerHelper.createScript(compiled, new JenkinsfileBinding(build));
        script.attach(build, reader.pipeline());
        return script;
    }

    private static Class<?> compile(String text, CompilerConfiguration configuration, JenkinsfileReader reader) {
        ClassLoader parent = JenkinsfileCompiler.class.getClassLoader();
        try (GroovyClassLoader loader = new GroovyClassLoader(parent, configuration)) {
            Class<?> compiled = loader.parseClass(new GroovyCodeSource(text, SOURCE, "/jenkinsfile"), false);
            reader.refusals().throwIfAny();
            return compiled;
        } catch (MultipleCompilationErrorsException e) {
            reader.refusals().throwIfAny();
            throw new InvalidInputException(explain(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String explain(MultipleCompilationErrorsException errors) {
        Message first = errors.getErrorCollector().getError(0);
        if (first instanceof SyntaxErrorMessage message) {
            SyntaxException cause = message.getCause();
            String text = oneLine(cause.getOriginalMessage());
            String cure = text.startsWith("unable to resolve class")
                    ? "classes of Jenkins and its plugins do not exist outside it"
                    : "correct the Groovy there";
            return SOURCE + ":" + cause.getStartLine() + ": " + text + "; " + cure;
        }
        String text = first instanceof ExceptionMessage message
                ? message.getCause().toString()
                : ((SimpleMessage) first).getMessage();
        return SOURCE + ": Groovy cannot compile it: " + oneLine(text) + "; simplify it";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
