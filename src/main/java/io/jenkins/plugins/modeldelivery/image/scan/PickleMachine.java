package io.jenkins.plugins.modeldelivery.image.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Carries out a pickle's opcodes on names instead of objects: the stack, the memo and the marks are those that Python's
 * unpickler would have, so that what is imported and called is known however it got onto the stack. Nothing is imported
 * and nothing is called. Opcodes are those of protocols 0 to 5, from PEP 307, PEP 3154 and PEP 574.
 */
final class PickleMachine {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final int MOST_OBJECTS = 10_000_000;
    private static final int MOST_KEPT = 1000;
    private static final int MOST_NESTED = 30;

    private final PickleInput input;
    private final List<PickleValue> stack = new ArrayList<>();
    private final Map<Long, PickleValue> memo = new HashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<PickleValue.Imported> imports = new LinkedHashSet<>();
    private final List<PickleValue> persistentIds = new ArrayList<>();
    private boolean called;
    private final boolean joblib;
    private final int depth;
    private boolean arraysFollow;

    /**
     * Prepares to read a pickle.
     *
     * @param joblib whether joblib's arrays between the opcodes are skipped, as joblib's unpickler does and pickle's does not
     */
    PickleMachine(PickleInput input, boolean joblib) {
        this(input, joblib, 0);
    }

    private PickleMachine(PickleInput input, boolean joblib, int depth) {
        this.input = input;
        this.joblib = joblib;
        this.depth = depth;
    }

    /** What the pickle imports or does beyond what models need, as phrases. */
    Set<String> problems() {
        return problems;
    }

    Set<PickleValue.Imported> imports() {
        return imports;
    }

    /** What the pickle refers to outside of itself: torch names its storages so. */
    List<PickleValue> persistentIds() {
        return persistentIds;
    }

    /** Whether it imports something with a possible name and calls it: text that looks like opcodes does not get so far. */
    boolean called() {
        return called;
    }

    /**
     * Runs to STOP.
     *
     * @throws IOException if the stream is no pickle from here on; what was found before stays known
     */
    void run() throws IOException {
        try {
            for (int opcode = input.next(); opcode != '.'; opcode = input.next()) {
                if (opcode < 0 || stack.size() > MOST_OBJECTS || memo.size() > MOST_OBJECTS) {
                    throw new IOException("the pickle ends without STOP or has too many objects");
                }
                step(opcode);
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("opcodes do not fit the stack", e);
        }
    }

    private void step(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> protocol(input.next());
            case 0x95 -> input.skip(8);
            case '(' -> stack.add(new PickleValue.Mark());
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> stack.add(top());
            case 'c' -> push(imported(input.line(), input.line()));
            case 0x93 -> stackGlobal();
            case 'i' -> {
                PickleValue callee = imported(input.line(), input.line());
                call(callee, new PickleValue.Sequence(popToMark()));
            }
            case 'o' -> {
                List<PickleValue> arguments = popToMark();
                call(arguments.get(0), new PickleValue.Sequence(arguments.subList(1, arguments.size())));
            }
            case 'R', 0x81 -> {
                PickleValue arguments = pop();
                call(pop(), arguments);
            }
            case 0x92 -> {
                pop();
                PickleValue arguments = pop();
                call(pop(), arguments);
            }
            case 'b' -> build();
            case 0x82 -> extension(input.unsigned(1));
            case 0x83 -> extension(input.unsigned(2));
            case 0x84 -> extension(input.unsigned(4));
            case 'P' -> persistent(new PickleValue.Text(input.line()));
            case 'Q' -> persistent(pop());
            default -> data(opcode);
        }
    }

    private void data(int opcode) throws IOException {
        switch (opcode) {
            case 'N', 0x88, 0x89, ']', 0x8f -> push(opcode == ']' ? sequence(List.of()) : PickleValue.UNKNOWN);
            case '}' -> push(new PickleValue.Dictionary(new HashMap<>()));
            case ')' -> push(sequence(List.of()));
            case 'I', 'L' -> push(whole(input.line()));
            case 'F' -> ignoreLine();
            case 'S' -> push(new PickleValue.Text(unquoted(input.line())));
            case 'V' -> push(new PickleValue.Text(input.line()));
            case 'J' -> push(new PickleValue.Whole((int) input.unsigned(4)));
            case 'K' -> push(new PickleValue.Whole(input.unsigned(1)));
            case 'M' -> push(new PickleValue.Whole(input.unsigned(2)));
            case 'G' -> skipped(8);
            case 0x8a -> longNumber(input.unsigned(1));
            case 0x8b -> longNumber(input.unsigned(4));
            case 'T', 'X' -> push(new PickleValue.Text(input.text(input.unsigned(4))));
            case 'U', 0x8c -> push(new PickleValue.Text(input.text(input.unsigned(1))));
            case 0x8d -> push(new PickleValue.Text(input.text(input.unsigned(8))));
            case 'B' -> skipped(input.unsigned(4));
            case 'C' -> skipped(input.unsigned(1));
            case 0x8e, 0x96 -> skipped(input.unsigned(8));
            case 0x97 -> push(PickleValue.UNKNOWN);
            case 0x98 -> top();
            default -> structure(opcode);
        }
    }

    private void structure(int opcode) throws IOException {
        switch (opcode) {
            case 't' -> push(sequence(popToMark()));
            case 'l' -> push(sequence(popToMark()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 'd' -> {
                List<PickleValue> items = popToMark();
                PickleValue.Dictionary dictionary = new PickleValue.Dictionary(new HashMap<>());
                put(dictionary, items);
                push(dictionary);
            }
            case 0x91 -> {
                popToMark();
                push(PickleValue.UNKNOWN);
            }
            case 'a' -> {
                pop();
                top();
            }
            case 'e', 0x90 -> {
                popToMark();
                top();
            }
            case 's' -> {
                PickleValue value = pop();
                PickleValue key = pop();
                put(top(), List.of(key, value));
            }
            case 'u' -> {
                List<PickleValue> items = popToMark();
                put(top(), items);
            }
            case 'p' -> memo.put(Long.parseLong(input.line()), top());
            case 'q' -> memo.put(input.unsigned(1), top());
            case 'r' -> memo.put(input.unsigned(4), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'g' -> recall(Long.parseLong(input.line()));
            case 'h' -> recall(input.unsigned(1));
            case 'j' -> recall(input.unsigned(4));
            default -> throw new IOException("0x" + Integer.toHexString(opcode) + " is no opcode");
        }
    }

    private void protocol(int version) throws IOException {
        if (version < 0 || version > 5) {
            throw new IOException("protocol " + version + " is not known");
        }
    }

    private void recall(long index) throws IOException {
        PickleValue value = memo.get(index);
        if (value == null) {
            throw new IOException("nothing was stored under " + index);
        }
        push(value);
    }

    private void stackGlobal() throws IOException {
        PickleValue name = pop();
        PickleValue module = pop();
        if (module instanceof PickleValue.Text moduleText && name instanceof PickleValue.Text nameText) {
            push(imported(moduleText.text(), nameText.text()));
        } else if (mayBeText(module) && mayBeText(name)) {
            problems.add("imports by a computed name");
            push(PickleValue.UNKNOWN);
        } else {
            throw new IOException("an import by something that is no text");
        }
    }

    private static boolean mayBeText(PickleValue value) {
        return value instanceof PickleValue.Text
                || value instanceof PickleValue.Unknown
                || value instanceof PickleValue.Made made && !made.callee().qualified().equals(JoblibArray.WRAPPER);
    }

    private PickleValue.Imported imported(String module, String name) throws IOException {
        PickleValue.Imported imported = new PickleValue.Imported(module, name);
        if (!NAME.matcher(module).matches() || name.isEmpty() || name.length() > 1000) {
            throw new IOException("an import without a possible name");
        }
        if (imports.size() < MOST_KEPT) {
            imports.add(imported);
        }
        if (!PickleAllowList.allows(imported)) {
            problems.add("imports " + shown(imported));
        }
        return imported;
    }

    private void call(PickleValue callee, PickleValue arguments) {
        called = true;
        if (callee instanceof PickleValue.Imported imported) {
            push(new PickleValue.Made(imported, arguments));
        } else {
            problems.add("calls a computed function");
            push(PickleValue.UNKNOWN);
        }
    }

    private void build() throws IOException {
        PickleValue state = pop();
        PickleValue target = top();
        called = true;
        if (target instanceof PickleValue.Imported imported) {
            problems.add("changes " + shown(imported) + " itself");
        }
        if (target instanceof PickleValue.Made made && made.callee().qualified().equals(JoblibArray.WRAPPER)) {
            arraysFollow = true;
            if (joblib && JoblibArray.skip(input, state)) {
                runNested();
            }
        }
    }

    /** An array of Python objects is a pickle of its own, right behind the opcode. */
    private void runNested() throws IOException {
        if (depth >= MOST_NESTED) {
            throw new IOException("pickles are nested too deep");
        }
        PickleMachine nested = new PickleMachine(input, true, depth + 1);
        try {
            nested.run();
        } finally {
            problems.addAll(nested.problems);
            imports.addAll(nested.imports);
        }
    }

    /** Whether arrays of joblib's lie between the opcodes. */
    boolean arraysFollow() {
        return arraysFollow;
    }

    private void extension(long code) {
        problems.add("imports by the extension code " + code);
        push(PickleValue.UNKNOWN);
    }

    private void persistent(PickleValue id) {
        if (persistentIds.size() < 100 * MOST_KEPT) {
            persistentIds.add(id);
        }
        push(PickleValue.UNKNOWN);
    }

    private void tuple(int count) {
        List<PickleValue> elements = new ArrayList<>(stack.subList(stack.size() - count, stack.size()));
        stack.subList(stack.size() - count, stack.size()).clear();
        push(sequence(elements));
    }

    private static PickleValue sequence(List<PickleValue> elements) {
        return new PickleValue.Sequence(elements.size() > MOST_KEPT ? List.copyOf(elements.subList(0, MOST_KEPT)) : List.copyOf(elements));
    }

    private static void put(PickleValue target, List<PickleValue> items) {
        if (target instanceof PickleValue.Dictionary dictionary) {
            for (int index = 0; index + 1 < items.size() && dictionary.entries().size() < MOST_KEPT; index += 2) {
                if (items.get(index) instanceof PickleValue.Text key) {
                    dictionary.entries().put(key.text(), items.get(index + 1));
                }
            }
        }
    }

    private void skipped(long length) throws IOException {
        input.skip(length);
        push(PickleValue.UNKNOWN);
    }

    private void ignoreLine() throws IOException {
        input.line();
        push(PickleValue.UNKNOWN);
    }

    private void longNumber(long length) throws IOException {
        if (length > 7) {
            skipped(length);
        } else {
            push(new PickleValue.Whole(input.unsigned((int) length)));
        }
    }

    private static PickleValue whole(String line) {
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        return digits.matches("-?\\d{1,18}") ? new PickleValue.Whole(Long.parseLong(digits)) : PickleValue.UNKNOWN;
    }

    private static String unquoted(String line) throws IOException {
        if (line.length() < 2 || line.charAt(0) != '\'' && line.charAt(0) != '"') {
            throw new IOException("a text without quotes");
        }
        return line.substring(1, line.length() - 1);
    }

    private void push(PickleValue value) {
        stack.add(value);
    }

    private PickleValue top() {
        return stack.get(stack.size() - 1);
    }

    private PickleValue pop() {
        return stack.remove(stack.size() - 1);
    }

    private List<PickleValue> popToMark() throws IOException {
        int mark = stack.size() - 1;
        while (!(stack.get(mark) instanceof PickleValue.Mark)) {
            mark--;
        }
        List<PickleValue> values = new ArrayList<>(stack.subList(mark + 1, stack.size()));
        stack.subList(mark, stack.size()).clear();
        return values;
    }

    private static String shown(PickleValue.Imported imported) {
        return imported.qualified().replaceAll("[^\\x21-\\x7e]", "?");
    }
}
