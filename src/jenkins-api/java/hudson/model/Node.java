package hudson.model;

import hudson.security.AccessControlled;

public abstract class Node implements AccessControlled {
    public abstract String getNodeName();

    public final native Computer toComputer();
}
