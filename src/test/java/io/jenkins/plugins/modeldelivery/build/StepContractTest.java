package io.jenkins.plugins.modeldelivery.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.GpuBenchmark;
import io.jenkins.plugins.modeldelivery.benchmark.cluster.ClusterPlace;
import io.jenkins.plugins.modeldelivery.canary.CanaryDeploy;
import io.jenkins.plugins.modeldelivery.evaluation.EvaluateModel;
import io.jenkins.plugins.modeldelivery.image.BuildModelImage;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Parameter;
import io.jenkins.plugins.modeldelivery.rollback.RollbackOnAlert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A step's parameters are one definition behind every door: what the capability takes, the Jenkins step binds, its form
 * shows, and its help explains in English and Chinese. Reads sources, so that it needs no Jenkins.
 */
final class StepContractTest {
    private static final Path JAVA = Path.of("src/main/java/io/jenkins/plugins/modeldelivery/jenkins");
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/modeldelivery/jenkins");
    private static final Pattern SETTER = Pattern.compile("@DataBoundSetter\\s+public void set(\\w+)\\(([\\w<>]+) \\w+\\)");
    private static final Pattern CONSTRUCTOR = Pattern.compile("@DataBoundConstructor\\s+public \\w+\\(([^)]*)\\)");
    private static final Pattern EXTENDS = Pattern.compile("public (?:final |abstract )?class \\w+ extends (\\w+)");
    private static final Pattern FIELD = Pattern.compile("<f:(?:entry|optionalProperty) field=\"(\\w+)\"");
    private static final Map<Parameter.Type, String> TYPES = Map.of(
            Parameter.Type.TEXT, "String",
            Parameter.Type.CHOICE, "String",
            Parameter.Type.FLAG, "boolean",
            Parameter.Type.INTEGER, "Integer",
            Parameter.Type.NUMBER, "Double",
            Parameter.Type.TEXT_LIST, "List<String>",
            Parameter.Type.INTEGER_LIST, "List<Integer>",
            Parameter.Type.DESCRIBED, "KubernetesJobs");

    /** A step's sources: its own and those of what all steps share. */
    record Step(Capability capability, String room, String name) {
        private List<Path> folders() {
            return List.of(RESOURCES.resolve(room).resolve(name), RESOURCES.resolve("operation/ModelStep"));
        }

        /** The class and all that it extends, as far as this project wrote it. */
        private String java() throws IOException {
            StringBuilder all = new StringBuilder();
            for (String type = name; !type.equals("Step"); ) {
                String source = source(type);
                all.append(source);
                Matcher parent = EXTENDS.matcher(source);
                type = parent.find() ? parent.group(1) : "Step";
            }
            return all.toString();
        }

        private String source(String type) throws IOException {
            Path own = JAVA.resolve(room).resolve(type + ".java");
            return Files.readString(Files.exists(own) ? own : JAVA.resolve("operation").resolve(type + ".java"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Step> steps() {
        return Stream.of(
                new Step(new BuildModelImage(), "image", "BuildModelImageStep"),
                new Step(new CanaryDeploy(), "canary", "CanaryDeployStep"),
                new Step(new EvaluateModel(), "evaluation", "EvaluateModelStep"),
                new Step(new GpuBenchmark(), "benchmark", "GpuBenchmarkStep"),
                new Step(new RollbackOnAlert(), "rollback", "RollbackOnAlertStep"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theStepBindsJustTheParametersByTheirTypes(Step step) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        step.capability().parameters().all().forEach(parameter -> expected.put(parameter.name(), TYPES.get(parameter.type())));
        assertThat(bound(step)).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void requiredParametersAreTheConstructors(Step step) throws IOException {
        List<String> required = step.capability().parameters().all().stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        assertThat(List.copyOf(constructor(step).keySet())).isEqualTo(required);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theFormShowsEachParameter(Step step) throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Path folder : step.folders()) {
            for (String view : List.of("config.jelly", "common.jelly")) {
                if (Files.exists(folder.resolve(view))) {
                    matches(FIELD, Files.readString(folder.resolve(view))).forEach(match -> shown.add(match.group(1)));
                }
            }
        }
        assertThat(shown).isEqualTo(names(step));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void eachParameterHasHelpInBothLanguages(Step step) throws IOException {
        for (String language : List.of("", "_zh_CN")) {
            Pattern help = Pattern.compile("help-(\\w+?)" + language + "\\.html");
            Set<String> explained = new TreeSet<>();
            for (Path folder : step.folders()) {
                files(folder).stream()
                        .filter(file -> language.isEmpty() != file.contains("_zh_CN"))
                        .flatMap(file -> matches(help, file).stream())
                        .forEach(match -> explained.add(match.group(1)));
            }
            assertThat(explained).as("help" + language).isEqualTo(names(step));
        }
    }

    /** The options of {@code kubernetes(…)} are held to the same. */
    @Test
    void aDescribedValueBindsShowsAndExplainsItsOptions() throws IOException {
        String java = Files.readString(JAVA.resolve("benchmark/KubernetesJobs.java"));
        Set<String> options = ClusterPlace.OPTIONS.all().stream().map(Parameter::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> bound = new TreeSet<>(Set.of("generatorImage"));
        matches(SETTER, java).forEach(match -> bound.add(match.group(1).substring(0, 1).toLowerCase() + match.group(1).substring(1)));
        assertThat(bound).isEqualTo(options);
        assertThat(java).contains("@Symbol(\"" + ClusterPlace.OPTIONS.step() + "\")");
        Path folder = RESOURCES.resolve("benchmark/KubernetesJobs");
        Set<String> shown = new TreeSet<>();
        matches(FIELD, Files.readString(folder.resolve("config.jelly"))).forEach(match -> shown.add(match.group(1)));
        assertThat(shown).isEqualTo(options);
        assertThat(files(folder)).containsAll(options.stream().map(option -> "help-" + option + ".html").toList());
        assertThat(files(folder)).containsAll(options.stream().map(option -> "help-" + option + "_zh_CN.html").toList());
    }

    private static Map<String, String> bound(Step step) throws IOException {
        Map<String, String> bound = constructor(step);
        for (MatchResult match : matches(SETTER, step.java())) {
            bound.put(match.group(1).substring(0, 1).toLowerCase() + match.group(1).substring(1), match.group(2));
        }
        return bound;
    }

    private static Map<String, String> constructor(Step step) throws IOException {
        Map<String, String> bound = new LinkedHashMap<>();
        for (MatchResult match : matches(CONSTRUCTOR, step.java())) {
            for (String argument : match.group(1).isEmpty() ? new String[0] : match.group(1).split(", ")) {
                bound.put(argument.substring(argument.indexOf(' ') + 1), argument.substring(0, argument.indexOf(' ')));
            }
        }
        return bound;
    }

    private static Set<String> names(Step step) {
        return step.capability().parameters().all().stream()
                .map(Parameter::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = new ArrayList<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }
}
