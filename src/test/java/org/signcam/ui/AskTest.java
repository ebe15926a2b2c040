package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.signcam.ui.Windows.until;

import java.awt.GraphicsEnvironment;
import java.awt.KeyboardFocusManager;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AskTest {
  @Test
  void whatIsTypedTakesThePlaceOfWhatStoodInTheBoxAndReturnAnswers() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display to open a dialog on");
    JComboBox<String> box = new JComboBox<>(new String[] {"s09", "s12"});
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    SwingUtilities.invokeLater(
        () -> {
          JFrame owner = new JFrame();
          owner.setSize(400, 300);
          owner.setVisible(true);
          box.setEditable(true);
          answer.complete(Ask.into(box, owner, "Move", box, "Move", "Cancel"));
          owner.dispose();
        });
    until(
        "the box has the focus",
        () ->
            KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner()
                == box.getEditor().getEditorComponent());
    Robot robot = new Robot();
    robot.setAutoDelay(20);
    robot.setAutoWaitForIdle(true);
    for (int key : new int[] {KeyEvent.VK_Z, KeyEvent.VK_E, KeyEvent.VK_D, KeyEvent.VK_ENTER}) {
      robot.keyPress(key);
      robot.keyRelease(key);
    }
    assertThat(answer.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(box.getEditor().getItem()).isEqualTo("zed");
  }
}
