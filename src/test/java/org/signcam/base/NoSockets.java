package org.signcam.base;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;

/**
 * Lets the system kill this process at the first socket that any of its threads opens, in Java or
 * in native code, by a filter of system calls that nothing can take back. Linux on x86-64 and ARM.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp</a>
 */
public final class NoSockets {
  /** What {@link Process#waitFor} says of a process that was killed so: 128 + SIGSYS. */
  public static final int KILLED = 128 + 31;

  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final long SECCOMP_SET_MODE_FILTER = 1;
  private static final long SECCOMP_FILTER_FLAG_TSYNC = 1; // for all threads there are

  // An instruction of a filter: load a word of the call's description, compare, answer.
  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int AND = 0x54;
  private static final int RETURN = 0x06;
  private static final int ARCHITECTURE_AT = 4;
  private static final int NUMBER_AT = 0;
  private static final int DOMAIN_AT = 16; // of socket(2): its first argument
  private static final int TYPE_AT = 24;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int ALLOW = 0x7fff0000;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16; // asks the kernel, and reaches nobody else
  private static final int SOCK_STREAM = 1;
  private static final int TYPE_MASK = 0xf; // without SOCK_CLOEXEC and the like

  /** How the kernel names a processor, and there the numbers of two calls. */
  private record Calls(int architecture, int socket, long seccomp) {}

  private static final Map<String, Calls> CALLS =
      Map.of(
          "amd64", new Calls(0xc000003e, 41, 317),
          "aarch64", new Calls(0xc00000b7, 198, 277));

  private NoSockets() {}

  /** Whether this system can do it. */
  public static boolean possible() {
    return System.getProperty("os.name").equals("Linux")
        && CALLS.containsKey(System.getProperty("os.arch"));
  }

  /** From now on; throws where the system refuses. */
  public static void fromNowOn() {
    Calls calls = CALLS.get(System.getProperty("os.arch"));
    install(
        calls,
        new int[][] {
          {LOAD, 0, 0, ARCHITECTURE_AT},
          {IF_EQUAL, 0, 3, calls.architecture},
          {LOAD, 0, 0, NUMBER_AT},
          {IF_EQUAL, 0, 1, calls.socket},
          {RETURN, 0, 0, KILL_PROCESS},
          {RETURN, 0, 0, ALLOW},
        });
  }

  /**
   * From now on none but those of TCP: no datagram, and so no question for a name's address, and no
   * way to another program of this machine. Throws where the system refuses.
   */
  public static void butTcpFromNowOn() {
    Calls calls = CALLS.get(System.getProperty("os.arch"));
    install(
        calls,
        new int[][] {
          {LOAD, 0, 0, ARCHITECTURE_AT},
          {IF_EQUAL, 0, 10, calls.architecture},
          {LOAD, 0, 0, NUMBER_AT},
          {IF_EQUAL, 0, 8, calls.socket},
          {LOAD, 0, 0, DOMAIN_AT},
          {IF_EQUAL, 6, 0, AF_NETLINK},
          {IF_EQUAL, 1, 0, AF_INET6},
          {IF_EQUAL, 0, 3, AF_INET},
          {LOAD, 0, 0, TYPE_AT},
          {AND, 0, 0, TYPE_MASK},
          {IF_EQUAL, 1, 0, SOCK_STREAM},
          {RETURN, 0, 0, KILL_PROCESS},
          {RETURN, 0, 0, ALLOW},
        });
  }

  private static void install(Calls calls, int[][] filter) {
    Memory instructions = new Memory(8L * filter.length);
    for (int i = 0; i < filter.length; i++) {
      instructions.setShort(8L * i, (short) filter[i][0]);
      instructions.setByte(8L * i + 2, (byte) filter[i][1]);
      instructions.setByte(8L * i + 3, (byte) filter[i][2]);
      instructions.setInt(8L * i + 4, filter[i][3]);
    }
    Memory program = new Memory(16);
    program.setShort(0, (short) filter.length);
    program.setPointer(8, instructions);
    NativeLibrary c = NativeLibrary.getInstance("c");
    Object[] noNewPrivileges = {PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L};
    check("prctl", c.getFunction("prctl").invokeInt(noNewPrivileges));
    Object[] install = {
      calls.seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, (Pointer) program
    };
    check("seccomp", c.getFunction("syscall").invokeInt(install));
  }

  private static void check(String call, int result) {
    if (result != 0) {
      throw new IllegalStateException(call + " answers " + result);
    }
  }
}
