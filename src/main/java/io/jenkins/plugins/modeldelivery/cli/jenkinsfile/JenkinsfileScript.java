package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import groovy.lang.Closure;
import groovy.lang.Script;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;

/** What a Jenkinsfile is compiled to: a call that nothing in the file defines is a step. */
public abstract class JenkinsfileScript extends Script {
    private Build build;
    private Pipeline pipeline;

    /** Gives the script its build, and the declarative pipeline that was read from it, or null. */
    final void attach(Build ownBuild, Pipeline ownPipeline) {
        this.build = ownBuild;
        this.pipeline = ownPipeline;
    }

    final boolean isDeclarative() {
        return pipeline != null;
    }

    /** Stands in the compiled file where {@code pipeline { }} stood; the blocks are those that the pipeline refers to. */
    public final Object runDeclarative(List<Closure<?>> blocks) throws InterruptedException {
        new DeclarativeRun(build, pipeline, blocks).run();
        return null;
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        Object[] passed = InvokerHelper.asArray(arguments);
        if (!getMetaClass().respondsTo(this, name, passed).isEmpty()) {
            return getMetaClass().invokeMethod(this, name, passed);
        }
        if (getBinding().hasVariable(name) && getBinding().getVariable(name) instanceof Closure<?> closure) {
            return closure.call(passed);
        }
        return build.call(name, passed);
    }

    @Override
    public void println() {
        build.log("");
    }

    @Override
    public void println(Object value) {
        build.log(InvokerHelper.toString(value));
    }

    @Override
    public void print(Object value) {
        println(value);
    }

    /** Jenkins counts seconds where Groovy would count milliseconds, so that neither is guessed. */
    public void sleep(Object... time) {
        throw build.refused("'sleep' is not supported outside Jenkins; call sh 'sleep 5'");
    }
}
