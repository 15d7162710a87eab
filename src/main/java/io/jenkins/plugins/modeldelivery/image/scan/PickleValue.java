package io.jenkins.plugins.modeldelivery.image.scan;

import java.util.List;
import java.util.Map;

/** What is known of an object on a pickle's stack without making it. */
sealed interface PickleValue {
    PickleValue UNKNOWN = new Unknown();

    /** Something of no interest to the scan. */
    record Unknown() implements PickleValue {}

    /** Where a group of arguments begins. */
    record Mark() implements PickleValue {}

    /** A text; long ones are cut, and then equal nothing that can be imported. */
    record Text(String text) implements PickleValue {}

    /** A whole number. */
    record Whole(long value) implements PickleValue {}

    /** A tuple or a list. */
    record Sequence(List<PickleValue> elements) implements PickleValue {}

    /** A dictionary; only entries with short texts as keys are kept. It can change after it was pushed. */
    record Dictionary(Map<String, PickleValue> entries) implements PickleValue {}

    /** A function or class that was imported. */
    record Imported(String module, String name) implements PickleValue {
        String qualified() {
            return module + "." + name;
        }
    }

    /** What a call gave, with the arguments it had. */
    record Made(Imported callee, PickleValue arguments) implements PickleValue {}
}
