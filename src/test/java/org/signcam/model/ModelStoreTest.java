package org.signcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;

class ModelStoreTest {
  @TempDir Path dir;
  private String homeBefore;
  private Path shipped;
  private Path mine;

  @BeforeEach
  void makeModels() {
    homeBefore = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
    System.setProperty("signcam.config", dir.resolve("config").toString());
    shipped = ModelStore.folder().resolve("asl-a-i.safetensors");
    mine = ModelStore.folder().resolve("mine.safetensors");
    ModelCard card = Cards.card();
    GestureModel.save(shipped, card, Cards.weights(card));
    GestureModel.save(mine, card, Cards.weights(card));
  }

  @AfterEach
  void forget() {
    System.clearProperty("signcam.config");
    if (homeBefore == null) {
      System.clearProperty("signcam.home");
    } else {
      System.setProperty("signcam.home", homeBefore);
    }
  }

  @Test
  void theDefaultIsTheShippedOneUntilAnotherIsChosen() throws IOException {
    assertThat(ModelStore.defaultModel()).isEqualTo(shipped);
    ModelStore.setDefault(mine);
    assertThat(ModelStore.defaultModel()).isEqualTo(mine);
    assertThat(ModelStore.lostDefault()).isEmpty();
    Files.delete(mine);
    assertThat(ModelStore.defaultModel()).as("the chosen one is gone").isEqualTo(shipped);
    assertThat(ModelStore.lostDefault()).contains(mine.toString()).contains("asl-a-i is used");
  }

  @Test
  void whatShipsAndWhatLiesBesideAModelAreToldApart() throws IOException {
    assertThat(ModelStore.shipped()).containsExactly(shipped);
    assertThat(ModelStore.ships(shipped)).isTrue();
    assertThat(ModelStore.ships(mine)).isFalse();
    assertThat(ModelStore.samples()).isEqualTo(dir.resolve("samples"));
    Files.writeString(ModelStore.previous(mine), "before");
    Files.writeString(ModelStore.replay(mine), "vectors");
    Files.writeString(ModelStore.folder().resolve(".hidden.safetensors"), "no model");
    Files.writeString(ModelStore.folder().resolve("notes.txt"), "no model");
    assertThat(ModelStore.list()).containsExactly(shipped, mine);
    assertThat(ModelStore.withPrevious()).containsExactly(shipped, mine, ModelStore.previous(mine));
    assertThatThrownBy(() -> ModelStore.find("none"))
        .hasMessage("There is no model none; give a .safetensors file or one of: asl-a-i, mine.");
  }

  @Test
  void withoutModelsThereAreNone() {
    System.setProperty("signcam.home", dir.resolve("elsewhere").toString());
    assertThat(ModelStore.list()).isEmpty();
    assertThat(ModelStore.shipped()).isEmpty();
    assertThat(ModelStore.lostDefault()).isEmpty();
    assertThatThrownBy(() -> ModelStore.find("none"))
        .hasMessageContaining("(none in " + ModelStore.folder() + ")");
  }

  /** Run from its classes, as tests are, the program's folder is the current one. */
  @Test
  void withoutTheStartScriptsWordTheFolderIsTheCurrentOne() {
    System.clearProperty("signcam.home");
    assertThat(ModelStore.home()).isEqualTo(Path.of(""));
  }

  @Test
  void onlyWhatIsInTheFolderCanBeTheDefault() {
    assertThatThrownBy(() -> ModelStore.setDefault(dir.resolve("other.safetensors")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("import it first");
  }

  @Test
  void aNewNameTakesReplayVectorsPreviousVersionAndDefaultAlong() throws IOException {
    Files.writeString(ModelStore.replay(mine), "vectors");
    Files.writeString(ModelStore.previous(mine), "before");
    ModelStore.setDefault(mine);
    Path renamed = ModelStore.rename(mine, "Ana's".replace("'", "-"));
    assertThat(renamed).isRegularFile();
    assertThat(mine).doesNotExist();
    assertThat(ModelStore.replay(renamed)).hasContent("vectors");
    assertThat(ModelStore.previous(renamed)).hasContent("before");
    assertThat(ModelStore.defaultModel()).isEqualTo(renamed);
  }

  @Test
  void namesThatAreTakenOrNoneAreRefused() {
    for (String name : new String[] {"asl-a-i", "../evil", "", ".hidden", "a/b", "x.replay"}) {
      assertThatThrownBy(() -> ModelStore.rename(mine, name))
          .as(name)
          .isInstanceOf(UserException.class);
    }
    assertThatThrownBy(() -> ModelStore.rename(shipped, "other")).isInstanceOf(UserException.class);
    assertThat(mine).isRegularFile();
    assertThat(shipped).isRegularFile();
  }

  @Test
  void whatIsExportedCanBeImportedBesideItsNamesake() throws IOException {
    Files.writeString(ModelStore.replay(mine), "vectors");
    Path out = dir.resolve("out/mine.safetensors");
    ModelStore.export(mine, out);
    assertThat(out).hasSameBinaryContentAs(mine);
    assertThatThrownBy(() -> ModelStore.export(mine, out))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is there already");
    Path imported = ModelStore.importModel(out);
    assertThat(imported.getFileName()).hasToString("mine-2.safetensors");
    assertThat(imported).hasSameBinaryContentAs(mine);
    assertThat(ModelStore.replay(imported)).hasContent("vectors");
    assertThat(ModelStore.list()).containsExactly(shipped, mine, imported);
  }

  @Test
  void whatIsNoModelIsNotImported() throws IOException {
    Path file = Files.writeString(dir.resolve("no.safetensors"), "not a model");
    assertThatThrownBy(() -> ModelStore.importModel(file)).isInstanceOf(UserException.class);
    assertThat(ModelStore.list()).containsExactly(shipped, mine);
  }

  @Test
  void aMadeUpNameIsFreeAndOneThatAModelCanHave() {
    assertThat(free("Ana")).isEqualTo("Ana.safetensors");
    assertThat(free("mine")).as("taken").isEqualTo("mine-2.safetensors");
    assertThat(free("Ana (left) & Bo")).isEqualTo("Ana -left- - Bo.safetensors");
    assertThat(free("../x")).isEqualTo("-x.safetensors");
    assertThat(free("Ana.previous")).isEqualTo("model.safetensors");
    assertThat(free("x".repeat(300))).isEqualTo("x".repeat(80) + ".safetensors");
    assertThat(free("x".repeat(79) + " y")).as("cut").isEqualTo("x".repeat(79) + ".safetensors");
    assertThat(free("")).isEqualTo("model.safetensors");
  }

  @Test
  void whatABeforeNamedModelLeftIsNeverTakenFromAnother() throws IOException {
    Files.writeString(ModelStore.folder().resolve("ann.replay.safetensors"), "vectors of ann");
    assertThat(free("ann")).isEqualTo("ann-2.safetensors");
    assertThatThrownBy(() -> ModelStore.rename(mine, "ann")).isInstanceOf(UserException.class);
    Path out = dir.resolve("ann.safetensors");
    Files.writeString(dir.resolve("ann.replay.safetensors"), "others");
    Files.writeString(ModelStore.replay(mine), "vectors");
    assertThatThrownBy(() -> ModelStore.export(mine, out)).isInstanceOf(UserException.class);
    assertThat(dir.resolve("ann.replay.safetensors")).hasContent("others");
  }

  @Test
  void aModelIsTheSameHoweverItIsNamed() throws IOException {
    Path detour = ModelStore.folder().resolve("../models/mine.safetensors");
    assertThat(ModelStore.find(detour.toString())).isEqualTo(mine);
    assertThat(ModelStore.find("mine")).isEqualTo(mine);
    Path outside = dir.resolve("mine.safetensors");
    Files.copy(mine, outside);
    assertThat(ModelStore.find(outside.toString())).isEqualTo(outside);
    assertThatThrownBy(() -> ModelStore.rename(outside, "other"))
        .hasMessageContaining("import it first");
    assertThat(outside).exists();
    assertThatThrownBy(() -> ModelStore.find(ModelStore.folder().toString()))
        .isInstanceOf(UserException.class);
  }

  @Test
  void aDeletedModelTakesItsVectorsAlongAndOnlyOnesOwnCanBeDeleted() throws IOException {
    Files.writeString(ModelStore.replay(mine), "vectors");
    ModelStore.setDefault(mine);
    assertThatThrownBy(() -> ModelStore.delete(mine)).hasMessageContaining("default");
    ModelStore.setDefault(shipped);
    assertThatThrownBy(() -> ModelStore.delete(shipped)).isInstanceOf(UserException.class);
    assertThatThrownBy(() -> ModelStore.delete(dir.resolve("x.safetensors")))
        .isInstanceOf(UserException.class);
    Files.writeString(ModelStore.previous(mine), "before");
    ModelStore.delete(mine);
    assertThat(ModelStore.previous(mine)).doesNotExist();
    assertThat(ModelStore.list()).containsExactly(shipped);
    assertThat(ModelStore.replay(mine)).doesNotExist();
  }

  private static String free(String name) {
    return ModelStore.free(name).getFileName().toString();
  }
}
