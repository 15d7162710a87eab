package io.jenkins.plugins.modeldelivery.report;

import java.util.List;

/** One part of a document. All text is plain; the HTML writer escapes it. */
public sealed interface Block {
    /** A heading with blocks below it. */
    record Section(String title, List<Block> blocks) implements Block {}

    /** A paragraph. */
    record Text(String text) implements Block {}
}
