package io.jenkins.plugins.modeldelivery.image.scan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds pickles by their content and says what they import and call beyond what models need. */
public final class PickleScanner {
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_PICKLES = 10_000;

    private PickleScanner() {}

    /**
     * What a look at a content gave.
     *
     * @param pickle whether it is a pickle at all
     * @param imports {@code module.name} of everything imported
     * @param storages what it refers to outside of itself, as torch does: kind of storage, key, number of elements
     */
    public record Result(boolean pickle, List<String> problems, Set<String> imports, List<Storage> storages) {}

    /** A block of numbers beside a torch pickle. */
    public record Storage(String kind, String key, long elements) {}

    static Result scan(Content content, boolean namedLikeOne) throws IOException {
        Set<String> problems = new LinkedHashSet<>();
        Reading reading = read(content, true, namedLikeOne, problems);
        if (reading.arrays) {
            // Whoever loads it with pickle instead of joblib runs the arrays' bytes as opcodes.
            Set<String> plain = new LinkedHashSet<>();
            read(content, false, false, plain);
            problems.addAll(plain);
        }
        List<String> shown = new ArrayList<>(problems);
        return new Result(
                reading.pickle, List.copyOf(shown.subList(0, Math.min(shown.size(), MOST_FINDINGS))), reading.imports, reading.storages);
    }

    private static Reading read(Content content, boolean joblib, boolean namedLikeOne, Set<String> problems)
            throws IOException {
        Reading reading = new Reading();
        try (InputStream stream = new BufferedInputStream(content.open(), 64 << 10)) {
            boolean marked = startsWithProtocol(stream);
            for (int number = 0; number < MOST_PICKLES && hasMore(stream); number++) {
                PickleMachine machine = new PickleMachine(new PickleInput(stream), joblib);
                String broken = run(machine);
                boolean counts = broken.isEmpty() ? !machine.imports().isEmpty() || marked : machine.called() || marked;
                if (counts) {
                    reading.add(machine);
                    problems.addAll(machine.problems());
                }
                if (!broken.isEmpty()) {
                    if (number == 0 && joblib && (marked || namedLikeOne)) {
                        problems.add("cannot be read to its end: " + broken);
                    }
                }
                if (!broken.isEmpty() || !counts) {
                    break;
                }
            }
        }
        return reading;
    }

    /** Runs to STOP; returns why it did not get there, or nothing. */
    private static String run(PickleMachine machine) {
        try {
            machine.run();
            return "";
        } catch (IOException e) {
            return e.getMessage() == null ? "it ends too early" : e.getMessage();
        }
    }

    private static boolean startsWithProtocol(InputStream stream) throws IOException {
        stream.mark(2);
        int first = stream.read();
        int second = stream.read();
        stream.reset();
        return first == 0x80 && second >= 0 && second <= 5;
    }

    private static boolean hasMore(InputStream stream) throws IOException {
        stream.mark(1);
        int next = stream.read();
        stream.reset();
        return next >= 0;
    }

    /** What several pickles one behind the other gave. */
    private static final class Reading {
        private boolean pickle;
        private boolean arrays;
        private final Set<String> imports = new LinkedHashSet<>();
        private final List<Storage> storages = new ArrayList<>();

        private void add(PickleMachine machine) {
            pickle = true;
            arrays |= machine.arraysFollow();
            machine.imports().forEach(imported -> imports.add(imported.qualified()));
            for (PickleValue id : machine.persistentIds()) {
                if (id instanceof PickleValue.Sequence tuple
                        && tuple.elements().size() >= 5
                        && tuple.elements().get(1) instanceof PickleValue.Imported kind
                        && tuple.elements().get(2) instanceof PickleValue.Text key
                        && tuple.elements().get(4) instanceof PickleValue.Whole elements) {
                    storages.add(new Storage(kind.name(), key.text(), elements.value()));
                }
            }
        }
    }
}
