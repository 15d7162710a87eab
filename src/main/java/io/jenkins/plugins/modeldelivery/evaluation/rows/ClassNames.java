package io.jenkins.plugins.modeldelivery.evaluation.rows;

import io.jenkins.plugins.modeldelivery.evaluation.table.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of a task by index. In a binary task the negative class is 0 and the positive one is 1; in a multiclass task
 * they stand in the order given, or in the order in which they are met.
 */
public final class ClassNames {
    /** More classes than this are taken for a mistake, such as an id in place of the label. */
    public static final int MAXIMUM = 1000;

    private static final int UNKNOWN = -1;
    private static final int SCANNED = 16;

    private final boolean binary;
    private final boolean open;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> indices = new HashMap<>();

    private ClassNames(boolean binary, boolean open) {
        this.binary = binary;
        this.open = open;
    }

    /** Two classes; without a given positive one they are 0 and 1, or false and true. */
    static ClassNames binary(String positive) {
        ClassNames classes = new ClassNames(true, !positive.isEmpty());
        classes.append("");
        if (!positive.isEmpty()) {
            classes.append(positive);
        }
        return classes;
    }

    /** Several classes; when none are given, those that the table holds. */
    static ClassNames multiclass(Collection<String> given) {
        ClassNames classes = new ClassNames(false, given.isEmpty());
        given.forEach(classes::append);
        return classes;
    }

    /** The names by index; the negative class of a binary task has the empty name until it is met. */
    public List<String> names() {
        return List.copyOf(names);
    }

    int size() {
        return names.size();
    }

    /** The index of the class that a field names, or -1 when it cannot be a class of this task. */
    int index(Field field) {
        int scanned = Math.min(names.size(), SCANNED);
        for (int i = 0; i < scanned; i++) {
            if (field.isText(names.get(i))) {
                return i;
            }
        }
        String text = field.text();
        if (binary) {
            return open ? other(text) : truth(text);
        }
        Integer known = indices.get(text);
        if (known != null) {
            return known;
        }
        return open && names.size() < MAXIMUM ? append(text) : UNKNOWN;
    }

    /** Why a text cannot be a class, and what to do: cause and cure. */
    String[] refusal() {
        if (binary && open) {
            return names.get(0).isEmpty()
                    ? new String[] {"is no class", "write one"}
                    : new String[] {
                        "is a third class beside '" + names.get(1) + "' and '" + names.get(0) + "'",
                        "use task: 'multiclass', or correct the value or positive"
                    };
        }
        if (binary) {
            return new String[] {"is neither 0 nor 1, neither false nor true", "name the positive class by positive"};
        }
        return open
                ? new String[] {"is one class too many (" + MAXIMUM + ")", "check that this column holds classes"}
                : new String[] {"is an unknown class", "add it to scores, or correct it; known are " + shown()};
    }

    private String shown() {
        return String.join(", ", names.subList(0, Math.min(names.size(), SCANNED))) + (names.size() > SCANNED ? ", …" : "");
    }

    private int other(String text) {
        if (!names.get(0).isEmpty()) {
            return UNKNOWN;
        }
        names.set(0, text);
        return 0;
    }

    /** The first pair of words met stays: a table that mixes 1 and true is refused. */
    private int truth(String text) {
        boolean digits = text.equals("0") || text.equals("1");
        boolean words = text.equalsIgnoreCase("false") || text.equalsIgnoreCase("true");
        if (names.size() == 1 && (digits || words)) {
            names.set(0, digits ? "0" : "false");
            append(digits ? "1" : "true");
        }
        boolean fits = digits && names.get(0).equals("0") || words && names.get(0).equals("false");
        if (!fits) {
            return UNKNOWN;
        }
        return text.equals("1") || text.equalsIgnoreCase("true") ? 1 : 0;
    }

    private int append(String name) {
        names.add(name);
        indices.put(name, names.size() - 1);
        return names.size() - 1;
    }
}
