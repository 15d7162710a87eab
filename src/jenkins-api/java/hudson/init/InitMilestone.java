package hudson.init;

public enum InitMilestone {
    STARTED,
    PLUGINS_STARTED,
    JOB_CONFIG_ADAPTED
}
