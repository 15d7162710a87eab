package hudson.init;

public enum InitMilestone {
    STARTED,
    JOB_CONFIG_ADAPTED
}
