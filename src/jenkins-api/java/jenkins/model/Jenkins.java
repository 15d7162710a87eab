package jenkins.model;

import hudson.ProxyConfiguration;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Label;
import hudson.model.TopLevelItem;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;
import org.springframework.security.core.Authentication;

public class Jenkins implements AccessControlled, ItemGroup<TopLevelItem> {
    public static final Permission ADMINISTER = null;

    public static final Authentication ANONYMOUS2 = null;

    public static native Jenkins get();

    public static native Authentication getAuthentication2();

    public final native Item getItem(String pathName, Item context);

    public native File getRootDir();

    public native Label getLabel(String expr);

    public native ProxyConfiguration getProxy();

    public native <T extends Item> T getItemByFullName(String fullName, Class<T> type);
}
