package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.regex.Pattern;

/**
 * One value in a table or a list of facts.
 *
 * @param text what it says; null shows that there is nothing
 * @param code whether it is something a machine reads: a path, a digest, a gate
 * @param verdict the mark before the text; null for none
 * @param link where it leads, relative to the page or an http(s) address; null for nowhere
 */
public record Cell(String text, boolean code, Verdict verdict, String link) {
    private static final Pattern SAFE_LINK = Pattern.compile("https?://[^\\s\"'<>]+|(?!//)[A-Za-z0-9._~%/-]+(#[A-Za-z0-9._-]*)?");

    public Cell {
        if (link != null && !SAFE_LINK.matcher(link).matches()) {
            throw new IllegalArgumentException("not a relative path nor an http address: " + link);
        }
    }

    public static Cell of(String text) {
        return new Cell(text, false, null, null);
    }

    /** A cell that says that there is nothing to say. */
    public static Cell none() {
        return new Cell(null, false, null, null);
    }

    public static Cell code(String text) {
        return new Cell(text, true, null, null);
    }

    public static Cell verdict(Verdict verdict) {
        return new Cell(VerdictText.word(verdict), false, verdict, null);
    }

    public static Cell link(String text, String target) {
        return new Cell(text, false, null, target);
    }

    /** The same cell with a verdict's mark. */
    public Cell marked(Verdict mark) {
        return new Cell(text, code, mark, link);
    }
}
