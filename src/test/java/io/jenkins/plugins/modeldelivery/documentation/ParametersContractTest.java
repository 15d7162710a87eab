package io.jenkins.plugins.modeldelivery.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Parameter;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/parameters.md says of every step that exists exactly what the step takes. */
class ParametersContractTest {
    private static final Path ENGLISH = Path.of("docs/parameters.md");
    private static final Path CHINESE = Path.of("docs/zh_CN/parameters.md");
    private static final String EVERY_STEP = "all";
    /** The steps that take every parameter of the table; the others still grow into it. */
    private static final Set<String> WHOLE = Set.of("evaluateModel", "canaryDeploy", "rollbackOnAlert");
    private static final Map<Parameter.Type, String> TYPES = Map.of(
            Parameter.Type.TEXT, "text",
            Parameter.Type.FLAG, "flag",
            Parameter.Type.INTEGER, "integer",
            Parameter.Type.NUMBER, "number",
            Parameter.Type.CHOICE, "choice",
            Parameter.Type.TEXT_LIST, "text list",
            Parameter.Type.INTEGER_LIST, "integer list",
            Parameter.Type.DESCRIBED, "describable");

    /** One row of the table, without the code marks. */
    private record Row(String step, String name, String type, String unit, String defaultValue, String meaning) {
        static Row of(String line) {
            String[] cells = line.substring(1).split(Pattern.quote("|"));
            assertThat(cells).as(line).hasSize(6);
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cells[i].strip().replace("`", "");
            }
            return new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        }

        String key() {
            return step + " " + name;
        }
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void theTableHasTheStepsParametersInTheirOrder(Capability capability) throws IOException {
        String step = capability.parameters().step();
        List<Row> rows = rows(ENGLISH);
        List<String> documented = Stream.concat(named(rows, step), named(rows, EVERY_STEP)).toList();

        List<String> taken = capability.parameters().all().stream().map(Parameter::name).toList();

        assertThat(documented).containsSubsequence(taken);
        if (WHOLE.contains(step)) {
            assertThat(documented).hasSameSizeAs(taken);
        }
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void typeUnitAndDefaultAreTheStepsOwn(Capability capability) throws IOException {
        String step = capability.parameters().step();
        Map<String, Row> rows = rows(ENGLISH).stream()
                .filter(row -> row.step().equals(step) || row.step().equals(EVERY_STEP))
                .collect(Collectors.toMap(Row::name, row -> row));

        for (Parameter parameter : capability.parameters().all()) {
            Row row = rows.get(parameter.name());
            String type = TYPES.get(parameter.type());
            String singular = parameter.singular().isEmpty() ? "" : " (" + parameter.singular() + ")";
            assertThat(row.type()).as(parameter.name()).isEqualTo(type + singular);
            if (parameter.choices().isEmpty() || WHOLE.contains(step)) {
                assertThat(row.unit()).as(parameter.name()).isEqualTo(unit(parameter));
            } else {
                assertThat(List.of(row.unit().split(", "))).containsSubsequence(parameter.choices());
            }
            assertThat(row.defaultValue()).as(parameter.name()).isEqualTo(documentedDefault(parameter));
        }
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void theOptionsOfDescribedValuesAreDocumentedAsTheyAre(Capability capability) throws IOException {
        List<Row> rows = rows(ENGLISH);
        for (Parameter parameter : capability.parameters().all()) {
            for (Parameters form : parameter.forms()) {
                assertThat(rows.stream().filter(row -> row.step().equals(form.step())))
                        .extracting(Row::name, Row::type, Row::unit, Row::defaultValue)
                        .containsExactlyElementsOf(form.all().stream()
                                .map(option -> tuple(
                                        option.name(), TYPES.get(option.type()), option.unit(), documentedDefault(option)))
                                .toList());
            }
        }
    }

    @Test
    void everyParameterStandsOnceAndSaysWhatItMeans() throws IOException {
        List<Row> rows = rows(ENGLISH);

        assertThat(rows).extracting(Row::key).doesNotHaveDuplicates();
        assertThat(rows).extracting(Row::meaning).doesNotContain("");
        assertThat(rows).extracting(Row::step).contains(
                "buildModelImage", "evaluateModel", "gpuBenchmark", "canaryDeploy", "rollbackOnAlert");
    }

    @Test
    void theChineseTableDiffersInWordsOnly() throws IOException {
        assertThat(rows(CHINESE)).extracting(Row::key).containsExactlyElementsOf(rows(ENGLISH).stream().map(Row::key).toList());
    }

    private static String unit(Parameter parameter) {
        return parameter.choices().isEmpty() ? parameter.unit() : String.join(", ", parameter.choices());
    }

    private static String documentedDefault(Parameter parameter) {
        if (parameter.required()) {
            return "required";
        }
        return switch (parameter.name()) {
            case "name" -> "the step's name";
            case "onInconclusive" -> "as onFail";
            case "detach" -> "false (freestyle: true)";
            default -> parameter.defaultValue().isEmpty() ? "none" : parameter.defaultValue();
        };
    }

    private static Stream<String> named(List<Row> rows, String step) {
        return rows.stream().filter(row -> row.step().equals(step)).map(Row::name);
    }

    private static List<Row> rows(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("|") && line.contains("`"))
                .map(line -> Row.of(line.replace("| 全部 |", "| " + EVERY_STEP + " |")))
                .toList();
    }

    /** Every step that exists, found by its class. */
    static List<Capability> capabilities() throws ReflectiveOperationException {
        List<Capability> found = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.jenkins.plugins.modeldelivery")) {
            if (type.isAssignableTo(Capability.class) && !type.isInterface()) {
                found.add((Capability) type.reflect().getConstructor().newInstance());
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }
}
