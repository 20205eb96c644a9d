package io.perennial.endtoend;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** What holds of the classes of every module. A class that is excepted is named here, with the reason. */
@AnalyzeClasses(packages = "io.perennial", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] SHARED = {
        "io.perennial.mammography..",
        "io.perennial.agreement..",
        "io.perennial.dicom..",
        "io.perennial.network..",
        "io.perennial.artifact..",
        "io.perennial.event..",
        "io.perennial.audit.."
    };
    private static final String[] SERVICES = {
        "io.perennial.ingest..", "io.perennial.training..", "io.perennial.evaluation..", "io.perennial.inference.."
    };
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.smallrye..",
        "org.eclipse.microprofile..",
        "jakarta..",
        "org.apache.kafka..",
        "org.hibernate.."
    };

    @ArchTest
    static final ArchRule sharedModelKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage(SHARED)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .because("whoever reads a model or a fact, in whatever program, can use it");

    @ArchTest
    static final ArchRule sharedModelKnowsNobodyAbove = classes()
            .that()
            .resideInAnyPackage(SHARED)
            .should()
            .onlyDependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are its own, or no module's",
                    type -> !type.getPackageName().startsWith("io.perennial")
                            || com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(SHARED)
                                    .test(type)));

    @ArchTest
    static final ArchRule servicesKnowEachOtherByFactsAlone = slices().matching(
                    "io.perennial.(ingest|training|evaluation|inference)..")
            .should()
            .notDependOnEachOther();

    // plain arithmetic of the services, which experiments and measurements repeat: nothing of a framework in it
    private static final String[] ARITHMETIC = {
        "io.perennial.training.continual..",
        "io.perennial.evaluation.statistics..",
        "io.perennial.inference.engine..",
        "io.perennial.inference.swap.."
    };

    @ArchTest
    static final ArchRule nobodyIsBuiltOnAService = noClasses()
            .that()
            .resideOutsideOfPackages(SERVICES)
            .should()
            .dependOnClassesThat(resideInAnyPackage(SERVICES)
                    .and(not(resideInAnyPackage(ARITHMETIC)))
                    // the form of the file of labels, which an archive on disk has as well
                    .and(not(resideInAPackage("io.perennial.ingest.label")))
                    .and(not(simpleName("Ratio"))))
            .because("a service is a program, not a library");

    @ArchTest
    static final ArchRule arithmeticKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage(ARITHMETIC)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .because("a researcher reads it, and experiments run it, without a service around");

    @ArchTest
    static final ArchRule figuresKnowWordsOfMammographyAlone = classes()
            .that()
            .resideInAPackage("io.perennial.figure..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.perennial.figure..", "io.perennial.mammography..")
            .because("a page of findings is written by services and by programs alike");

    @ArchTest
    static final ArchRule aBucketIsAStoreLikeAnyOther = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.perennial.s3..", "io.perennial.training.initial..") // weights may lie in somebody else's bucket
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .because("where artifacts are kept is a setting");

    @ArchTest
    static final ArchRule servicesDoNotKnowHowTheyAreRun = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.perennial.local..", "io.perennial.simulator..");

    @ArchTest
    static final ArchRule arithmeticIsPlain = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.perennial.training.continual..",
                    "io.perennial.evaluation.statistics..",
                    "io.perennial.evaluation.gate..",
                    "io.perennial.evaluation.selection..",
                    "io.perennial.inference.swap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .because("what a statistician or a physicist has to check shall be read without knowing a framework");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule chanceIsSeeded = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(StrictMath.class, "random")
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class)
            .because("the same data, recipe and seed give the same model");

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToTheTerminal = noClasses()
            .that()
            .resideOutsideOfPackage("io.perennial.local..") // the command line: its output is for people
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethodWhere(target(nameMatching("printStackTrace"))
                    .and(target(
                            owner(com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(Throwable.class))))
                    .and(target(rawParameterTypes(new Class<?>[0]))))
            .because("a service logs");

    @ArchTest
    static final ArchRule listenersHear = methods()
            .that()
            .areAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Incoming")
            .should()
            .beDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Listener")
            .andShould()
            .haveNameStartingWith("on");

    @ArchTest
    static final ArchRule dependenciesComeThroughTheConstructor = fields().should()
            .notBeAnnotatedWith("jakarta.inject.Inject")
            .andShould()
            .notBeAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
            .andShould()
            .notBeAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel")
            .andShould()
            .notBeAnnotatedWith("jakarta.persistence.PersistenceContext")
            .because("an object is whole once it is made, in a test too");
}
