package io.jenkins.plugins.modeldelivery.image.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry asks for in WWW-Authenticate, RFC 7235.
 *
 * @param scheme {@code basic} or {@code bearer}
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z]+)(?:\\s+(.*))?");
    private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z_]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

    /** The first challenge that we can answer, a token before a password. */
    static Optional<Challenge> of(List<String> headers) {
        List<Challenge> known = headers.stream()
                .map(Challenge::parse)
                .flatMap(Optional::stream)
                .filter(challenge -> challenge.scheme.equals("bearer") || challenge.scheme.equals("basic"))
                .toList();
        return known.stream().filter(challenge -> challenge.scheme.equals("bearer")).findFirst()
                .or(() -> known.stream().findFirst());
    }

    private static Optional<Challenge> parse(String header) {
        Matcher matcher = SCHEME.matcher(header);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(matcher.group(2) == null ? "" : matcher.group(2));
        while (parameter.find()) {
            String quoted = parameter.group(2);
            String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return Optional.of(new Challenge(matcher.group(1).toLowerCase(Locale.ROOT), parameters));
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
