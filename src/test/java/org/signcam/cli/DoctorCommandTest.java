package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.camera.CameraDevice;
import org.signcam.cli.Finding.State;

class DoctorCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();
  private String home;

  @BeforeEach
  void elsewhere() {
    home = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
    System.setProperty("signcam.config", dir.resolve("config").toString());
    System.setProperty("signcam.cache", dir.resolve("file/cache").toString());
  }

  @AfterEach
  void back() {
    System.clearProperty("signcam.config");
    System.clearProperty("signcam.cache");
    if (home == null) {
      System.clearProperty("signcam.home");
    } else {
      System.setProperty("signcam.home", home);
    }
  }

  @Test
  void looksAtEverythingAndCreatesNothing() throws Exception {
    Files.createFile(dir.resolve("file"));
    // No model here, so letters cannot be read.
    assertThat(door.run("doctor", "--json")).isEqualTo(1);
    JsonObject whole = door.json().get(0);
    assertThat(whole.get("ok").getAsBoolean()).isFalse();
    Map<String, JsonObject> checks = new TreeMap<>();
    for (JsonElement check : whole.getAsJsonArray("checks")) {
      checks.put(check.getAsJsonObject().get("name").getAsString(), check.getAsJsonObject());
    }
    assertThat(checks)
        .containsKeys(
            "signcam",
            "Java",
            "system",
            "OpenCV",
            "FFmpeg",
            "ONNX Runtime",
            "PyTorch",
            "models",
            "default model",
            "display",
            "settings",
            "samples",
            "disk",
            "cache");
    assertThat(state(checks, "OpenCV")).isEqualTo("ok");
    assertThat(state(checks, "PyTorch")).isEqualTo("ok");
    assertThat(state(checks, "models")).isEqualTo("fatal");
    assertThat(state(checks, "settings")).isEqualTo("ok");
    assertThat(state(checks, "cache")).isEqualTo("problem");
    assertThat(checks.values())
        .allMatch(c -> state(c).equals("ok") == c.get("remedy").isJsonNull());
    assertThat(dir.resolve("config")).doesNotExist();
  }

  @Test
  void aBrokenModelIsNamedWithItsRemedy() throws Exception {
    Path broken = Files.createDirectories(dir.resolve("models")).resolve("asl-a-i.safetensors");
    Files.writeString(broken, "not a model");
    assertThat(door.run("doctor")).isEqualTo(1);
    assertThat(door.out).contains("asl-a-i.safetensors").contains("Copy it again or delete it");
    assertThat(door.out).contains("Letters cannot be read live here.");
  }

  @Test
  void everyCameraIsOpenedAndLiveFailsWhereNoneDoes() {
    List<CameraDevice> two =
        List.of(new CameraDevice(0, "W", "", ""), new CameraDevice(1, "X", "", ""));
    List<Finding> one =
        CameraFindings.examine(
            () -> two,
            camera -> {
              if (camera.index() == 0) {
                throw new UserException("It is taken. Close the other program.");
              }
              return "opens, 640×480 MJPG";
            });
    assertThat(one).extracting(Finding::state).containsExactly(State.PROBLEM, State.OK);
    assertThat(one.get(0).remedy()).isEqualTo("It is taken. Close the other program.");
    assertThat(one.get(1).value()).isEqualTo("1 X: opens, 640×480 MJPG");
    List<Finding> none =
        CameraFindings.examine(
            () -> two,
            camera -> {
              throw new UserException("Taken.");
            });
    assertThat(none.get(2).state()).isEqualTo(State.FATAL);
    assertThat(CameraFindings.examine(List::of, camera -> ""))
        .extracting(Finding::state)
        .containsExactly(State.FATAL);
  }

  @Test
  void theTextShowsRemediesAndCountsProblems() {
    String text =
        DoctorCommand.text(
            List.of(
                Finding.ok("Java", "17"),
                Finding.note("GPU", "none", "The CPU does."),
                Finding.problem("cache", "cannot be written", "Make it writable.")),
            true);
    assertThat(text)
        .isEqualTo(
            """
             ok Java   17
             -- GPU    none
                       The CPU does.
             !! cache  cannot be written
                       Make it writable.

            Letters can be read live here. 1 problem.
            """);
  }

  private static String state(Map<String, JsonObject> checks, String name) {
    return state(checks.get(name));
  }

  private static String state(JsonObject check) {
    return check.get("state").getAsString();
  }
}
