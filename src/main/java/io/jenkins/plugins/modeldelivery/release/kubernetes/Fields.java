package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads and changes the fields of objects that have no class of their own, such as routes. */
final class Fields {
    private Fields() {}

    /** The object's specification, to be changed in place; made where it is missing. */
    static Map<String, Object> spec(GenericKubernetesResource object) {
        return map(object.getAdditionalProperties(), "spec");
    }

    /** A copy of what the cluster says of the object; empty where it says nothing. */
    static Map<String, Object> status(GenericKubernetesResource object) {
        return map(copy(object.getAdditionalProperties()), "status");
    }

    /** The labels by which a workload knows its pods. */
    static Map<String, String> selector(GenericKubernetesResource workload) {
        return texts(map(copy(spec(workload)), "selector"), "matchLabels");
    }

    /** A field that holds fields, to be changed in place; made where it is missing. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> owner, String name) {
        return (Map<String, Object>) owner.compute(name, (key, value) -> value instanceof Map ? value : new LinkedHashMap<>());
    }

    /** A field that holds a list of fields, to be changed in place; an empty list of its own where it is missing. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> owner, String name) {
        return owner.get(name) instanceof List<?> list ? (List<Map<String, Object>>) list : new ArrayList<>();
    }

    /** A text; the empty string where it is missing. */
    static String text(Map<String, Object> owner, String name) {
        return owner.get(name) == null ? "" : owner.get(name).toString();
    }

    /** A field that holds texts by name; empty where it is missing. */
    static Map<String, String> texts(Map<String, Object> owner, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (owner.get(name) instanceof Map<?, ?> fields) {
            fields.forEach((key, value) -> texts.put(key.toString(), String.valueOf(value)));
        }
        return texts;
    }

    /** A whole number. */
    static int number(Map<String, Object> owner, String name, int otherwise) {
        return owner.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    /** The fields of an object that has a class. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> of(Object object) {
        return Serialization.unmarshal(Serialization.asJson(object), Map.class);
    }

    /** Whether everything that is wanted is found: each field, and in lists each element at its place. */
    static boolean contains(Object found, Object wanted) {
        if (wanted instanceof Map<?, ?> fields) {
            return found instanceof Map<?, ?> all
                    && fields.entrySet().stream().allMatch(field -> contains(all.get(field.getKey()), field.getValue()));
        }
        if (wanted instanceof List<?> elements) {
            return found instanceof List<?> all
                    && all.size() == elements.size()
                    && IntStream.range(0, all.size()).allMatch(i -> contains(all.get(i), elements.get(i)));
        }
        return Objects.equals(String.valueOf(found), String.valueOf(wanted));
    }

    /** A copy that shares nothing with its original. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> copy(Map<String, Object> fields) {
        return (Map<String, Object>) copied(fields);
    }

    private static Object copied(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, field) -> copy.put(name, copied(field)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(copied(element)));
            return copy;
        }
        return value;
    }
}
