package hudson.scm;

import java.util.Collection;

public abstract class ChangeLogSet<T extends ChangeLogSet.Entry> implements Iterable<T> {
    public abstract static class Entry {
        public native long getTimestamp();

        public abstract Collection<String> getAffectedPaths();
    }
}
