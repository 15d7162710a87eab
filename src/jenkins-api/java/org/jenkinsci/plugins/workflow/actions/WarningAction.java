package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Result;

public class WarningAction implements PersistentAction {
    public WarningAction(Result result) {}

    public native WarningAction withMessage(String message);

    @Override
    public native String getDisplayName();

    @Override
    public native String getIconFileName();

    @Override
    public native String getUrlName();
}
