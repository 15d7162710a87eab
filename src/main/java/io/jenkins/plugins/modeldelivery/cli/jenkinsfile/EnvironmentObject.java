package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import groovy.lang.GroovyObjectSupport;
import java.util.Map;

/** The variable {@code env} of a Jenkinsfile: reads what holds at that place, and assigns for the whole build. */
public final class EnvironmentObject extends GroovyObjectSupport {
    private final Build build;

    EnvironmentObject(Build build) {
        this.build = build;
    }

    @Override
    public Object getProperty(String name) {
        return name.equals("environment") ? getEnvironment() : build.environment().get(name, build.scope());
    }

    @Override
    public void setProperty(String name, Object value) {
        build.environment().assign(name, String.valueOf(value));
    }

    /** All variables at this place. */
    public Map<String, String> getEnvironment() {
        return build.environment().all(build.scope());
    }
}
