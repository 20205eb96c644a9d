package io.perennial.evaluation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.perennial.artifact.Cohort;
import io.perennial.evaluation.testset.OpenedImages;
import io.perennial.mammography.Split;

@AnalyzeClasses(packages = "io.perennial.evaluation", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule selectionCannotReachTestImages = noClasses()
            .that()
            .resideInAnyPackage("..selection..", "..comparison..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..testset..");

    @ArchTest
    static final ArchRule onlyTheSealOpensATestSplit = noClasses()
            .that()
            .resideOutsideOfPackages("..testset..", "..verdict..") // names the split of a score it shows
            .should()
            .accessField(Split.class, "TEST");

    /** Whoever judges is handed held-out cohorts, whose test images are sealed by type. */
    @ArchTest
    static final ArchRule cohortsAreOpenedHeldOutAlone = noClasses()
            .that()
            .resideOutsideOfPackages("..comparison..", "..testset..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Cohort.class);

    @ArchTest
    static final ArchRule imagesAreReadThroughHeldOutSetsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("..comparison..", "..testset..")
            .should()
            .callMethod(Cohort.class, "images", Split.class);

    /** What a verdict opened is read again by its report alone, never by whoever judges. */
    @ArchTest
    static final ArchRule openedImagesAreForReportsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("..testset..", "..report..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(OpenedImages.class);

    @ArchTest
    static final ArchRule nobodyIsBuiltOnReports = noClasses()
            .that()
            .resideOutsideOfPackages("..analysis..", "..report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..analysis..", "..report..");

    @ArchTest
    static final ArchRule arithmeticKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    "..statistics..",
                    "..analysis..",
                    "..comparison..",
                    "..selection..",
                    "..spending..",
                    "..gate..",
                    "..reason..",
                    "..testset..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta..", "org.hibernate..", "org.eclipse.microprofile..", "io.smallrye..");

    @ArchTest
    static final ArchRule statisticsKnowNothingOfModels = classes()
            .that()
            .resideInAPackage("..statistics..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.perennial.mammography..",
                    "io.perennial.agreement..",
                    "..statistics..");

    @ArchTest
    static final ArchRule packagesHaveAnOrder =
            slices().matching("io.perennial.evaluation.(*)..").should().beFreeOfCycles();
}
