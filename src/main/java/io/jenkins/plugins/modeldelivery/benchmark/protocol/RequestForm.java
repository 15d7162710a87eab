package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a user says of every request, beyond its data.
 *
 * @param method HTTP method; the empty string for the usual one
 * @param headers {@code name: value} each; values may take fields of the line of data
 * @param body what is sent in place of the line of data itself; null for the line
 * @param expectations what a good response has
 */
record RequestForm(String method, List<String> headers, Template body, Expectations expectations) {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+:[\\t\\x20-\\x7e]*");
    /** The length is ours to say, and a connection is used again unless the server closes it. */
    private static final Set<String> OURS = Set.of("content-length", "transfer-encoding", "connection");

    RequestForm {
        headers = List.copyOf(headers);
        for (String header : headers) {
            if (!HEADER.matcher(header).matches()) {
                throw refused(header, "is not a header; write it as in 'X-Tenant: a'");
            }
            if (OURS.contains(name(header))) {
                throw refused(header, "is set by the load generator itself; leave it out");
            }
        }
    }

    /** Whether a header of this name, in lower case, is given. */
    boolean names(String header) {
        return headers.stream().anyMatch(given -> name(given).equals(header));
    }

    /** Whether bodies are JSON: unless another type is given. */
    boolean isJson() {
        return !names("content-type")
                || headers.stream().anyMatch(header -> name(header).equals("content-type") && header.contains("json"));
    }

    /** The header lines for one line of data. */
    String render(JsonNode line) {
        StringBuilder lines = new StringBuilder();
        for (String header : headers) {
            String rendered = new Template("headers", header).render(line, false);
            if (!HEADER.matcher(rendered).matches()) {
                throw refused(header, "becomes no header with a line of data; keep control and non-ASCII characters out");
            }
            lines.append(rendered).append("\r\n");
        }
        return lines.toString();
    }

    static String name(String header) {
        return header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    /** Without the value, which may be a secret. */
    private static InvalidInputException refused(String header, String rest) {
        return new InvalidInputException("gpuBenchmark: headers '" + header.replaceAll("(?s):.*", ": ****") + "' " + rest);
    }
}
