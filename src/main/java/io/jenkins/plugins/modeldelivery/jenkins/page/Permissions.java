package io.jenkins.plugins.modeldelivery.jenkins.page;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;

/** The permission to act on what goes on: to pause, advance, promote or roll back. Who may configure a job has it. */
public final class Permissions {
    private static final PermissionGroup GROUP = new PermissionGroup(Permissions.class, Messages._Permissions_group());

    /** To act on a job's releases and watches. */
    public static final Permission OPERATE = new Permission(
            GROUP, "Operate", Messages._Permissions_operate(), Item.CONFIGURE, PermissionScope.ITEM);

    /** To release what has not passed its evaluation, with a reason that is recorded. */
    public static final Permission OVERRIDE = new Permission(
            GROUP, "Override", Messages._Permissions_override(), Item.CONFIGURE, PermissionScope.ITEM);

    private Permissions() {}

    /** Loads this class, so that the permissions are known before any authorization is read or shown. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED)
    public static void register() {
        // Being called is all.
    }
}
