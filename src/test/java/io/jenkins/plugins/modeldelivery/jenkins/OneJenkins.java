package io.jenkins.plugins.modeldelivery.jenkins;

import hudson.Util;
import hudson.model.Node;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.runner.Description;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * One Jenkins for all tests of a class, which start in a second each with one of their own: every test finds it without jobs,
 * workspaces, agents and security. It is for classes whose tests leave nothing else in a Jenkins.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OneJenkins.Lifecycle.class)
public @interface OneJenkins {
    /** Starts it for the first test that asks, clears it after every test, and stops it after the last. */
    final class Lifecycle implements ParameterResolver, AfterEachCallback {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(OneJenkins.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == JenkinsRule.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return ofClass(context).getOrComputeIfAbsent(
                    Running.class, key -> new Running(context.getRequiredTestClass()), Running.class).rule;
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            Running running = ofClass(context).get(Running.class, Running.class);
            if (running != null) {
                running.clear();
            }
        }

        private static ExtensionContext.Store ofClass(ExtensionContext context) {
            return context.getParent().orElseThrow().getStore(NAMESPACE);
        }
    }

    /** The Jenkins of a class while its tests run. */
    final class Running implements ExtensionContext.Store.CloseableResource {
        private final Rule rule;

        private Running(Class<?> tests) {
            rule = new Rule(tests);
            try {
                rule.before();
            } catch (Throwable cause) {
                throw new ParameterResolutionException("Jenkins did not start", cause);
            }
        }

        private void clear() throws Exception {
            rule.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
            rule.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            for (TopLevelItem item : List.copyOf(rule.jenkins.getItems())) {
                item.delete();
            }
            for (Node agent : rule.jenkins.getNodes()) {
                rule.jenkins.removeNode(agent);
            }
            Util.deleteRecursive(new File(rule.jenkins.getRootDir(), "workspace"));
        }

        @Override
        public void close() throws Throwable {
            rule.after();
        }
    }

    /** A rule that JUnit 4 does not drive. */
    final class Rule extends JenkinsRule {
        private Rule(Class<?> tests) {
            testDescription = Description.createSuiteDescription(tests);
        }

        @Override
        public void recipe() {
            ACL.as2(ACL.SYSTEM2);
        }
    }
}
