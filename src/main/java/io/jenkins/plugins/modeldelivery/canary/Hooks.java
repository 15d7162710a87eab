package io.jenkins.plugins.modeldelivery.canary;

import java.net.URI;
import java.util.List;

/**
 * Who takes part from outside.
 *
 * @param before who must agree before the first step
 * @param after who is told of the end
 */
public record Hooks(List<URI> before, List<URI> after) {
    public Hooks {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
