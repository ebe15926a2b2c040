package org.signcam.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signcam.base.Hostile;

/** What was kept of the searches does no harm any more. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeptInputsTest {
  @ParameterizedTest
  @EnumSource
  void isReadOrRefused(Reader reader) throws IOException, URISyntaxException {
    URL folder = getClass().getResource(reader.name().toLowerCase(Locale.ROOT));
    assertThat(folder).as("inputs for %s", reader).isNotNull();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      List<Path> inputs = files.sorted().toList();
      assertThat(inputs).isNotEmpty();
      for (Path input : inputs) {
        reader.feed(Files.readAllBytes(input), Hostile.SLACK);
      }
    }
  }
}
