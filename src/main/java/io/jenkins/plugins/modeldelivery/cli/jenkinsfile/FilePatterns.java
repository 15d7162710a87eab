package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Comma-separated file patterns as Ant reads them: {@code *} and {@code ?} stay inside a folder, {@code **} crosses
 * folders, a pattern that ends with {@code /} means everything below.
 */
final class FilePatterns {
    /** What Ant, and so Jenkins, leaves out unless told otherwise: the files of version control and of editors. */
    static final FilePatterns LEFT_OUT = parse("**/.git/,**/.gitattributes,**/.gitignore,**/.gitmodules,**/.hg/,"
            + "**/.hgignore,**/.svn/,**/.bzr/,**/.bzrignore,**/CVS/,**/.cvsignore,**/.DS_Store,**/*~,**/#*#,**/.#*,**/._*");

    private final List<Pattern> patterns;

    private FilePatterns(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    static FilePatterns parse(String list) {
        return new FilePatterns(Stream.of(list.split(","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(FilePatterns::expression)
                .toList());
    }

    /** Regular files below a folder as relative paths with slashes, sorted; links to folders are not followed. */
    static List<String> filesBelow(Path folder, Path except) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.startsWith(except))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    boolean match(String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern expression(String pattern) {
        String ant = pattern.endsWith("/") ? pattern + "**" : pattern;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < ant.length(); i++) {
            if (ant.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (ant.startsWith("/**", i) && i + 3 == ant.length()) {
                regex.append("/.*");
                i += 2;
            } else if (ant.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (ant.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (ant.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(ant.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
