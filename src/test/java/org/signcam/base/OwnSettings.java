package org.signcam.base;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whatever a test does to the {@code signcam.} system properties, the next one finds them as they
 * were. Found by JUnit in META-INF/services, for every test.
 */
public final class OwnSettings
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final String OURS = "signcam.";

  @Override
  public void beforeAll(ExtensionContext context) {
    keep(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    keep(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    restore(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    restore(context);
  }

  private static void keep(ExtensionContext context) {
    store(context).put(OURS, ours());
  }

  private static Map<String, String> ours() {
    Map<String, String> found = new HashMap<>();
    for (String key : System.getProperties().stringPropertyNames()) {
      if (key.startsWith(OURS)) {
        found.put(key, System.getProperty(key));
      }
    }
    return found;
  }

  @SuppressWarnings("unchecked") // what keep has put there
  private static void restore(ExtensionContext context) {
    Map<String, String> before = store(context).get(OURS, Map.class);
    ours().keySet().stream().filter(k -> !before.containsKey(k)).forEach(System::clearProperty);
    before.forEach(System::setProperty);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(
        ExtensionContext.Namespace.create(OwnSettings.class, context.getUniqueId()));
  }
}
