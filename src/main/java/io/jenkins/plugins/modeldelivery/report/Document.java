package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;

/**
 * A report as a person reads it, before it becomes HTML: a headline with the verdict and why, then the blocks. All text
 * is plain; the writer escapes it.
 *
 * @param title the name of what was judged
 * @param subtitle one line about what was done and when; may be empty
 * @param verdict null for a page that judges nothing
 * @param reasons one plain sentence each
 */
public record Document(String title, String subtitle, Verdict verdict, List<String> reasons, List<Block> blocks) {
    public Document {
        reasons = List.copyOf(reasons);
        blocks = List.copyOf(blocks);
    }
}
