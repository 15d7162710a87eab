package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;

/** A report as a person reads it, before it becomes HTML. */
public record Document(String title, Verdict verdict, List<Block> blocks) {
    public Document {
        blocks = List.copyOf(blocks);
    }
}
