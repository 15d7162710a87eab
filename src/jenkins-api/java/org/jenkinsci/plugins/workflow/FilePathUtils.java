package org.jenkinsci.plugins.workflow;

import hudson.FilePath;

public class FilePathUtils {
    public static native String getNodeName(FilePath path);

    public static native FilePath find(String node, String path);
}
