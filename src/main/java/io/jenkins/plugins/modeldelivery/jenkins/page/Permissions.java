package io.jenkins.plugins.modeldelivery.jenkins.page;

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

    private Permissions() {}
}
