package io.jenkins.plugins.modeldelivery.jenkins.configuration;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.jenkins.store.AuditLog;
import java.time.Clock;
import java.time.Duration;

/** Drops from the audit log, once a day, what is older than the configuration keeps. */
@Extension
public final class AuditRetention extends AsyncPeriodicWork {
    public AuditRetention() {
        super("Model Delivery audit retention");
    }

    @Override
    public long getRecurrencePeriod() {
        return Duration.ofDays(1).toMillis();
    }

    @Override
    protected void execute(TaskListener listener) {
        Duration kept = Duration.ofDays(ModelDeliveryConfiguration.get().getAuditDays());
        AuditLog.ofJenkins().forgetBefore(Clock.systemUTC().instant().minus(kept));
    }
}
