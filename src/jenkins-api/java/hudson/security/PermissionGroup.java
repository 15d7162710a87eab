package hudson.security;

import java.util.Iterator;
import org.jvnet.localizer.Localizable;

public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public PermissionGroup(Class owner, Localizable title) {}

    @Override
    public native Iterator<Permission> iterator();

    @Override
    public native int compareTo(PermissionGroup other);
}
