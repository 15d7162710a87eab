package hudson.model;

import java.io.PrintStream;
import jenkins.util.SerializableOnlyOverRemoting;

public interface TaskListener extends SerializableOnlyOverRemoting {
    PrintStream getLogger();
}
