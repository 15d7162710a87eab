package io.jenkins.plugins.modeldelivery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Real programs that tests talk to. */
public final class Program {
    private Program() {}

    /** Where a program is, or a line that says what is left out without it. */
    public static Optional<Path> find(String name, String debianPackage) {
        Optional<Path> found = Stream.of((System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println(
                    "Left out: what needs " + name + ", which is not installed (apt-get install " + debianPackage + ").");
        }
        return found;
    }
}
