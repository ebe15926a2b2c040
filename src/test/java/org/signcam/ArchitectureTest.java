package org.signcam;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, as docs/architecture.md draws it. */
class ArchitectureTest {
  private static final String ROOT = "org.signcam";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** Each package and those it may use; everyone may use base and itself. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("base", Set.of()),
          Map.entry("image", Set.of()),
          Map.entry("net", Set.of()),
          Map.entry("hand", Set.of()),
          Map.entry("camera", Set.of("image", "hand")),
          Map.entry("model", Set.of("net", "image")),
          Map.entry("samples", Set.of("net", "image", "hand")),
          Map.entry("recognize", Set.of("model", "image", "camera")),
          Map.entry("export", Set.of("model", "net")),
          Map.entry("inference", Set.of("export", "model", "net")),
          Map.entry("record", Set.of("camera", "image", "samples", "recognize", "model")),
          Map.entry("evaluate", Set.of("model", "samples", "net", "image")),
          Map.entry(
              "train",
              Set.of("evaluate", "inference", "export", "model", "samples", "net", "image")),
          Map.entry(
              "ui",
              Set.of(
                  "train",
                  "evaluate",
                  "record",
                  "recognize",
                  "inference",
                  "export",
                  "model",
                  "samples",
                  "net",
                  "image",
                  "hand",
                  "camera")),
          Map.entry(
              "cli", // opens the window
              Set.of(
                  "ui",
                  "train",
                  "evaluate",
                  "record",
                  "recognize",
                  "inference",
                  "export",
                  "model",
                  "samples",
                  "net",
                  "image",
                  "hand",
                  "camera")));

  static Stream<String> packages() {
    return MAY_KNOW.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void knowsOnlyWhomItMayKnow(String name) {
    String[] known =
        Stream.concat(Stream.of("base", name), MAY_KNOW.get(name).stream())
            .map(ArchitectureTest::within)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(within(name))
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(known)))
        .check(MAIN);
  }

  @Test
  void everyPackageHasItsRule() {
    Stream<String> found =
        MAIN.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
            .distinct();
    assertThat(found).isSubsetOf(MAY_KNOW.keySet());
  }

  @Test
  void nobodyKnowsTheDoor() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(MAIN);
  }

  @Test
  void noPackagesKnowEachOtherInACircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void picturesAndFramesKnowNoNetworksAndNetworksNoPictures() {
    noClasses()
        .that()
        .resideInAnyPackage(within("image"), within("camera"), within("samples"), within("base"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAnyPackage(within("net"), within("model"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.opencv..", "org.bytedeco..")
        .check(MAIN);
  }

  @Test
  void onlyTheWindowKnowsSwing() {
    noClasses()
        .that()
        .resideOutsideOfPackage(within("ui"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.swing..", "com.formdev..")
        .check(MAIN);
  }

  @Test
  void onlyTheDoorEndsTheProgram() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Signcam.class.getName())
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(MAIN);
  }

  /** Nothing read from a file is ever executed. */
  @Test
  void nobodyReadsJavaObjectsFromAFile() {
    noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class).check(MAIN);
  }

  private static String within(String name) {
    return ROOT + "." + name + "..";
  }
}
