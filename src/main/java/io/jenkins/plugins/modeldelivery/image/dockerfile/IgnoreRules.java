package io.jenkins.plugins.modeldelivery.image.dockerfile;

import io.jenkins.plugins.modeldelivery.image.layer.FileChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which files of a build context the service gets: all but those that a {@code .dockerignore} names, whose last line that
 * matches decides, and but {@code .git}. Docker's reference of the Dockerfile, section on that file; Go's path.Match.
 */
public final class IgnoreRules implements FileChoice {
    /** One line. */
    private record Rule(Pattern pattern, boolean excepted) {}

    private final String dockerfile;
    private final List<Rule> rules;

    private IgnoreRules(String dockerfile, List<Rule> rules) {
        this.dockerfile = dockerfile;
        this.rules = List.copyOf(rules);
    }

    /** The rules beside the Dockerfile, {@code Dockerfile.dockerignore}, else those at the top of the context. */
    public static IgnoreRules of(Path context, String dockerfile) throws IOException {
        for (String name : List.of(dockerfile + ".dockerignore", ".dockerignore")) {
            Path file = context.resolve(name);
            if (Files.isRegularFile(file)) {
                return parse(dockerfile, Files.readAllLines(file));
            }
        }
        return parse(dockerfile, List.of());
    }

    static IgnoreRules parse(String dockerfile, List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        rules.add(rule(".git"));
        lines.stream().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(line -> rules.add(rule(line)));
        return new IgnoreRules(dockerfile, rules);
    }

    @Override
    public boolean takes(String file) {
        return file.equals(dockerfile) || !isIgnored(file);
    }

    @Override
    public boolean enters(String folder) {
        return !isIgnored(folder) || dockerfile.startsWith(folder + "/") || rules.stream().anyMatch(Rule::excepted);
    }

    private boolean isIgnored(String name) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if (ignored == rule.excepted && rule.pattern.matcher(name).matches()) {
                ignored = !rule.excepted;
            }
        }
        return ignored;
    }

    private static Rule rule(String line) {
        boolean excepted = line.startsWith("!");
        String path = (excepted ? line.substring(1).strip() : line).replaceAll("/+", "/").replaceFirst("^(\\./|/)+", "").replaceFirst("/$", "");
        try {
            return new Rule(Pattern.compile(regex(path) + "(?:/.*)?"), excepted);
        } catch (PatternSyntaxException e) {
            return new Rule(Pattern.compile(Pattern.quote(path)), excepted);
        }
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char character = glob.charAt(at);
            int end = glob.indexOf(']', at + 2);
            if (glob.startsWith("**/", at)) {
                regex.append("(?:.*/)?");
                at += 3;
            } else if (glob.startsWith("**", at)) {
                regex.append(".*");
                at += 2;
            } else if (character == '[' && end > 0) {
                regex.append('[').append(glob.substring(at + 1, end).replace("[", "\\[").replace("&", "\\&")).append(']');
                at = end + 1;
            } else if (character == '\\' && at + 1 < glob.length()) {
                regex.append(Pattern.quote(glob.substring(at + 1, at + 2)));
                at += 2;
            } else {
                regex.append(character == '*' ? "[^/]*" : character == '?' ? "[^/]" : Pattern.quote(String.valueOf(character)));
                at++;
            }
        }
        return regex.toString();
    }
}
