package io.jenkins.plugins.modeldelivery.image.layer;

import java.util.Locale;
import java.util.Set;

/** What a layer holds, from what changes least to what changes most: the order of the layers. */
public enum LayerKind {
    WEIGHTS,
    DEPENDENCIES,
    CODE,
    CONFIGURATION;

    private static final Set<String> DEPENDENCY_FOLDERS =
            Set.of("lib", "libs", "vendor", "dependencies", "wheels", "site-packages", "dist-packages", "node_modules",
                    "venv", ".venv");
    private static final Set<String> CONFIGURATION_FOLDERS = Set.of("config", "conf", "etc");
    private static final Set<String> CONFIGURATION_ENDINGS =
            Set.of("yaml", "yml", "json", "toml", "ini", "properties", "conf", "cfg", "xml");

    /** What a file of the serving folder is, by the folders it lies in and, at the top, by its name's ending. */
    static LayerKind ofServing(String name) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("/");
        for (int index = 0; index < parts.length - 1; index++) {
            if (DEPENDENCY_FOLDERS.contains(parts[index])) {
                return DEPENDENCIES;
            }
        }
        String last = parts[parts.length - 1];
        boolean configuration = parts.length > 1
                ? CONFIGURATION_FOLDERS.contains(parts[0])
                : CONFIGURATION_ENDINGS.contains(last.substring(last.lastIndexOf('.') + 1));
        return configuration ? CONFIGURATION : CODE;
    }
}
