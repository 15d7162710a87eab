package io.jenkins.plugins.modeldelivery.jenkins.store;

import java.nio.file.Path;
import jenkins.model.Jenkins;

/** The folder of everything that outlives builds: operations, ledgers, the audit log. */
public final class StoreFolder {
    private StoreFolder() {}

    /** The folder; it need not exist. */
    public static Path path() {
        return Jenkins.get().getRootDir().toPath().resolve("model-delivery");
    }
}
