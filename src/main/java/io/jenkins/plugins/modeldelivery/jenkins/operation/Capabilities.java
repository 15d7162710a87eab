package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.operation.Capability;

/** Makes a capability from its class, which is what crosses to the agent. */
final class Capabilities {
    private Capabilities() {}

    static Capability instance(Class<? extends Capability> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " needs a public constructor without parameters", e);
        }
    }
}
