package hudson.model;

import java.util.Set;

public abstract class Label extends Actionable {
    public native Set<Node> getNodes();
}
