package io.jenkins.plugins.modeldelivery.operation;

/** Names this software in a report. */
public final class Tool {
    private Tool() {}

    /** {@code model-delivery} and the version of the jar it runs from, which a build from classes does not have. */
    public static String nameAndVersion() {
        String version = Tool.class.getPackage().getImplementationVersion();
        return version == null ? "model-delivery" : "model-delivery " + version;
    }
}
