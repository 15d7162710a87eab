package io.jenkins.plugins.modeldelivery.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: doors, capabilities, what capabilities share, what is under everything. */
class LayerArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.modeldelivery";
    private static final List<String> DOORS = List.of("jenkins", "cli");
    private static final List<String> CAPABILITIES = List.of("image", "evaluation", "benchmark", "canary", "rollback");
    private static final List<String> SHARED = List.of("judge", "release", "prometheus", "gate", "statistics");
    private static final List<String> BASE = List.of("operation", "http", "docker", "kubernetes", "report");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void dependenciesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("doors").definedBy(packages(DOORS))
                .layer("capabilities").definedBy(packages(CAPABILITIES))
                .layer("shared").definedBy(packages(SHARED))
                .layer("base").definedBy(packages(BASE))
                .whereLayer("doors").mayNotBeAccessedByAnyLayer()
                .whereLayer("capabilities").mayOnlyBeAccessedByLayers("doors")
                .whereLayer("shared").mayOnlyBeAccessedByLayers("doors", "capabilities")
                .check(CLASSES);
    }

    @Test
    void everyClassLivesInARoomThatThePlanKnows() {
        String[] known = packages(List.of(DOORS, CAPABILITIES, SHARED, BASE).stream().flatMap(List::stream).toList());
        ArchRuleDefinition.classes().should().resideInAnyPackage(known).check(CLASSES);
    }

    @Test
    void capabilitiesDoNotKnowEachOtherAndDoorsDoNotEither() {
        for (List<String> strangers : List.of(CAPABILITIES, DOORS)) {
            for (String room : strangers) {
                String[] others = packages(strangers.stream().filter(other -> !other.equals(room)).toList());
                noClasses().that().resideInAPackage(ROOT + "." + room + "..")
                        .should().dependOnClassesThat().resideInAnyPackage(others)
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheJenkinsDoorKnowsJenkins() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".jenkins..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "hudson..", "jenkins..", "org.jenkinsci..", "com.cloudbees..", "org.kohsuke..", "jakarta.servlet..")
                .check(CLASSES);
    }

    /** Whoever uses the judge brings the observations and their times. */
    @Test
    void theJudgeKnowsNoClusterAndHasNoClockOfItsOwn() {
        noClasses().that().resideInAnyPackage(ROOT + ".judge..", ROOT + ".statistics..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        ROOT + ".kubernetes..", ROOT + ".release..", ROOT + ".prometheus..", "io.fabric8..")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .orShould().callMethod(Instant.class, "now")
                .orShould().callMethodWhere(describe("makes a clock", call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                        && call.getTarget().getName().startsWith("system")))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsItsLibraries() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "picocli..", "groovy..", "org.codehaus.groovy..", "org.yaml..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses().should().haveSimpleNameEndingWith("Util")
                .orShould().haveSimpleNameEndingWith("Utils")
                .orShould().haveSimpleNameEndingWith("Helper")
                .orShould().haveSimpleNameEndingWith("Manager")
                .check(CLASSES);
    }

    /** XStream, with which Jenkins saves these, cannot read a record back. */
    @Test
    void whatJenkinsSavesHoldsNoRecord() {
        ArchRuleDefinition.classes().that().resideInAPackage(ROOT + ".jenkins..")
                .and(savedByJenkins())
                .should(holdNoRecord())
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> savedByJenkins() {
        return JavaClass.Predicates.assignableTo("hudson.model.Action")
                .or(JavaClass.Predicates.assignableTo("hudson.model.Describable"))
                .or(JavaClass.Predicates.assignableTo("org.jenkinsci.plugins.workflow.steps.StepExecution"))
                .as("saved by Jenkins");
    }

    private static ArchCondition<JavaClass> holdNoRecord() {
        return new ArchCondition<>("hold no record in a saved field") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAllFields().stream()
                        .filter(field -> isSaved(field) && holdsRecord(field))
                        .forEach(field -> events.add(SimpleConditionEvent.violated(type, field.getDescription())));
            }
        };
    }

    private static boolean isSaved(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.TRANSIENT);
    }

    private static boolean holdsRecord(JavaField field) {
        return field.getType().getAllInvolvedRawTypes().stream().anyMatch(JavaClass::isRecord);
    }

    private static String[] packages(List<String> rooms) {
        return rooms.stream().map(room -> ROOT + "." + room + "..").toArray(String[]::new);
    }
}
