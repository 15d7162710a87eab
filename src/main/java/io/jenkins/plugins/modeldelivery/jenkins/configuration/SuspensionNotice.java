package io.jenkins.plugins.modeldelivery.jenkins.configuration;

import hudson.Extension;
import hudson.model.PageDecorator;

/** Says at the foot of every page of Jenkins that automation is suspended, while it is. */
@Extension
public final class SuspensionNotice extends PageDecorator {
    public boolean isShown() {
        return ModelDeliveryConfiguration.get().isAutomationSuspended();
    }
}
