package io.jenkins.plugins.modeldelivery.image.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How keys, tokens and passwords look, by the forms that their issuers publish. What is found is named, never shown. */
final class SecretPatterns {
    /** A form of secret; the anchor is a text that each of them contains, since looking for it is much faster. */
    private record Form(Finding.Kind kind, String name, String anchor, Pattern pattern) {}

    private static final String DANGEROUS_MODULES =
            "posix|nt|os|subprocess|sys|runpy|pty|socket|commands|importlib|shutil|webbrowser|code|timeit|bdb|pdb|cProfile|profile|asyncio|multiprocessing";
    /** Of these modules every function runs commands but those that make plain values. */
    private static final String BUILTINS = "builtins|__builtin__";
    private static final String PLAIN =
            "(?!(?:set|frozenset|bytearray|bytes|list|dict|tuple|int|float|bool|str|complex|slice|range|object)[^A-Za-z_])";
    private static final List<Form> FORMS = List.of(
            secret("a private key", "PRIVATE KEY", "-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----"),
            secret("an AWS access key", "AKIA", "(?<![A-Z0-9])AKIA[A-Z2-7]{16}(?![A-Z0-9])"),
            secret("a temporary AWS access key", "ASIA", "(?<![A-Z0-9])ASIA[A-Z2-7]{16}(?![A-Z0-9])"),
            secret("a GitHub token", "gh", "(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,255}"),
            secret("a GitHub token", "github_pat_", "github_pat_[A-Za-z0-9_]{60,255}"),
            secret("a GitLab token", "glpat-", "glpat-[A-Za-z0-9_-]{20,}"),
            secret("a Slack token", "xox", "xox[abeprs]-[A-Za-z0-9-]{10,}"),
            secret("a Hugging Face token", "hf_", "(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{30,}"),
            secret("an API key", "sk-", "(?<![A-Za-z0-9-])sk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}"),
            secret("a Google API key", "AIza", "(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
            secret("an npm token", "npm_", "(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
            secret("a PyPI token", "pypi-AgEI", "pypi-AgEI[A-Za-z0-9_-]{50,}"),
            secret("an Azure storage key", "AccountKey=", "AccountKey=[A-Za-z0-9+/]{80,}={0,2}"),
            secret("a signed web token", "eyJ", "eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{16,}"),
            secret("a password in an address", "://", "[a-z][a-z0-9+.-]{1,15}://[^\\s/:@'\"<>{}$%]{1,64}:(?!(?:pass(?:word)?|secret|x+|\\*+)@)[^\\s/:@'\"<>{}$]{3,128}@[A-Za-z0-9\\[]"),
            pickle("\n", "c(?:" + BUILTINS + ")\n" + PLAIN + "[A-Za-z_]{1,40}\n"),
            pickle("\u008c", "\u008c.(?:" + BUILTINS + ")[^\u008c]{0,6}\u008c." + PLAIN + "[A-Za-z_]{1,40}[^A-Za-z]{0,6}\u0093"),
            pickle("\n", "c(?:" + DANGEROUS_MODULES + ")(?:\\.[a-z_.]{1,40})?\n[A-Za-z_]{1,40}\n"),
            pickle("\u008c", "\u008c.(?:" + DANGEROUS_MODULES + ")[^\u008c]{0,6}\u008c.[A-Za-z_]{1,40}[^A-Za-z]{0,6}\u0093"));
    private static final Set<String> FORBIDDEN_FOLDERS = Set.of(".git", ".svn", ".hg", ".ssh", ".aws", ".gnupg", ".kube");
    private static final Set<String> FORBIDDEN_NAMES = Set.of(
            ".env", ".netrc", ".pypirc", ".git-credentials", ".pgpass", ".htpasswd", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519",
            ".git", ".dockercfg", "kubeconfig", "credentials.json", "service-account.json");
    private static final Pattern FORBIDDEN_ENDING = Pattern.compile(".*\\.(p12|pfx|jks|keystore|kdbx)|\\.env\\.(?!example|sample|template).*");

    private SecretPatterns() {}

    private static Form secret(String name, String anchor, String pattern) {
        return new Form(Finding.Kind.SECRET, name, anchor, Pattern.compile(pattern));
    }

    /** Opcodes that import what runs commands, wherever they lie: also where a broken archive hides them from a reader. */
    private static Form pickle(String anchor, String pattern) {
        return new Form(Finding.Kind.PICKLE, "opcodes that import a module that runs commands", anchor, Pattern.compile(pattern, Pattern.DOTALL));
    }

    /** What a path says, if it is a place where secrets are kept. */
    static Optional<String> ofPath(String path) {
        String[] parts = path.toLowerCase(Locale.ROOT).split("/");
        for (int index = 0; index < parts.length - 1; index++) {
            if (FORBIDDEN_FOLDERS.contains(parts[index])) {
                return Optional.of("lies in " + parts[index] + ", which does not belong into an image");
            }
        }
        String name = parts[parts.length - 1];
        return FORBIDDEN_NAMES.contains(name) || FORBIDDEN_ENDING.matcher(name).matches()
                ? Optional.of("is a file of a kind that holds secrets")
                : Optional.empty();
    }

    /** What a piece of content holds; bytes as ISO 8859-1. */
    static List<Finding> ofContent(String file, String piece) {
        List<Finding> findings = new ArrayList<>();
        for (Form form : FORMS) {
            if (piece.contains(form.anchor())) {
                Matcher matcher = form.pattern().matcher(piece);
                if (matcher.find()) {
                    findings.add(new Finding(form.kind(), file, "holds " + form.name()));
                }
            }
        }
        return findings;
    }
}
