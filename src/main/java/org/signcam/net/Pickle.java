package org.signcam.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.signcam.base.UserException;

/**
 * Reads the few pickle instructions that PyTorch's files of weights are made of. A pickle is a
 * program: it can ask for any class of Python and call it. Here nothing is looked up and nothing is
 * called but what the reader of the file hands in by name.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">what each
 *     instruction does</a>
 */
final class Pickle {
  /**
   * Instructions of a file that are run; a network's take some ten thousands. A byte of the file
   * can make an object of a hundred.
   */
  private static final int MAX_STEPS = 1_000_000;

  /** Instructions that are not run, so that a refusal can name them. */
  private static final Map<Integer, String> NAMES = new HashMap<>();

  static {
    String ascii =
        "0 POP,1 POP_MARK,2 DUP,F FLOAT,I INT,L LONG,P PERSID,S STRING,V UNICODE,b BUILD,d DICT,"
            + "g GET,i INST,l LIST,o OBJ,p PUT,B BINBYTES,C SHORT_BINBYTES";
    for (String pair : ascii.split(",", -1)) {
      NAMES.put((int) pair.charAt(0), pair.substring(2));
    }
    String from0x81 =
        "-,EXT1,EXT2,EXT4,TUPLE1,TUPLE2,TUPLE3,NEWTRUE,NEWFALSE,LONG1,LONG4,"
            + "SHORT_BINUNICODE,BINUNICODE8,BINBYTES8,EMPTY_SET,ADDITEMS,FROZENSET,NEWOBJ_EX,"
            + "STACK_GLOBAL,MEMOIZE,FRAME,BYTEARRAY8,NEXT_BUFFER,READONLY_BUFFER";
    int code = 0x81;
    for (String name : from0x81.split(",", -1)) {
      NAMES.put(code++, name);
    }
  }

  /** An object of some class of which nothing but its attributes is known. */
  static final class Instance {
    Map<Object, Object> attributes = Map.of();
  }

  private final ByteBuffer in;
  private final String source;
  private final Function<String, Object> globals;
  private final Function<Object, Object> persistent;
  private final Map<Integer, Object> memo = new HashMap<>();
  private final List<Integer> marks = new ArrayList<>();
  private final List<Object> stack = new ArrayList<>();
  private int steps;

  /**
   * @param in the pickles, read from the buffer's position
   * @param source the file's name, for messages
   * @param globals gives what {@code module.name} stands for, {@code null} where it may not be
   *     asked for; a {@code Function} may be called with its list of arguments, anything else is a
   *     mere token
   * @param persistent gives the object that a persistent id stands for
   */
  Pickle(
      ByteBuffer in,
      String source,
      Function<String, Object> globals,
      Function<Object, Object> persistent) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.source = source;
    this.globals = globals;
    this.persistent = persistent;
  }

  /**
   * Reads one object: dictionaries as {@code Map}, lists and tuples as {@code List}, whole numbers
   * as {@code Long}.
   *
   * @throws UserException when it asks for a class or an instruction that is not known, naming it
   * @throws RuntimeException of some kind when it is damaged
   */
  Object read() {
    memo.clear();
    marks.clear();
    stack.clear();
    while (true) {
      int code = in.get() & 0xff;
      if (code == '.') {
        Object result = pop();
        if (!stack.isEmpty() || !marks.isEmpty()) {
          throw new IllegalStateException("more than one object");
        }
        return result;
      }
      if (++steps > MAX_STEPS) {
        throw new IllegalStateException("too many instructions");
      }
      step(code);
    }
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> protocol();
      case 'N' -> stack.add(null);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'J' -> stack.add((long) in.getInt());
      case 'K' -> stack.add((long) (in.get() & 0xff));
      case 'M' -> stack.add((long) (in.getShort() & 0xffff));
      case 0x8a -> stack.add(littleEndian(in.get() & 0xff));
      case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X', 'T' -> stack.add(text(in.getInt()));
      case 'U' -> stack.add(text(in.get() & 0xff));
      case '}' -> stack.add(new LinkedHashMap<>());
      case ']', ')' -> stack.add(new ArrayList<>());
      case '(' -> marks.add(stack.size());
      case 't' -> stack.add(sinceMark());
      case 0x85 -> stack.add(last(1));
      case 0x86 -> stack.add(last(2));
      case 0x87 -> stack.add(last(3));
      case 'a' -> append(last(1));
      case 'e' -> append(sinceMark());
      case 's' -> put(last(2));
      case 'u' -> put(sinceMark());
      case 'q' -> memo.put(in.get() & 0xff, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 'h' -> remembered(in.get() & 0xff);
      case 'j' -> remembered(in.getInt());
      case 'c' -> stack.add(global(line() + "." + line()));
      case 'Q' -> stack.add(persistent.apply(pop()));
      case 'R', 0x81 -> call();
      case 'b' -> build();
      default -> throw refused(code);
    }
  }

  private UserException refused(int code) {
    String name = NAMES.get(code);
    return new UserException(
        source
            + (name == null
                ? " is damaged: its pickle has the byte 0x" + Integer.toHexString(code)
                : " uses the pickle instruction " + name)
            + ", which signcam does not run; save the bare state_dict() with torch.save, or as"
            + " safetensors.");
  }

  private void protocol() {
    int version = in.get() & 0xff;
    if (version > 2) {
      throw new UserException(
          source
              + " is pickled with protocol "
              + version
              + " where PyTorch writes 2; save it again with torch.save's own protocol.");
    }
  }

  /** A signed number of up to {@code n} ≤ 8 bytes; of a longer one, its lowest eight. */
  private long littleEndian(int n) {
    long value = 0;
    for (int i = 0; i < n; i++) {
      long b = i == n - 1 ? in.get() : in.get() & 0xff;
      value |= i < 8 ? b << (8 * i) : 0;
    }
    return value;
  }

  private String text(int length) {
    String text = StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
    in.position(in.position() + length);
    return text;
  }

  private String line() {
    int start = in.position();
    while (in.get() != '\n') {
      // up to the end of the line
    }
    int length = in.position() - 1 - start;
    return StandardCharsets.UTF_8.decode(in.slice(start, length)).toString();
  }

  private Object global(String name) {
    Object found = globals.apply(name);
    if (found == null) {
      throw new UserException(
          source
              + " asks for the class "
              + printable(name)
              + ", which signcam does not load; save the bare state_dict() with torch.save, or as"
              + " safetensors.");
    }
    return found;
  }

  /** A file's own words may hold anything, a terminal's commands among them. */
  private static String printable(String name) {
    return name.substring(0, Math.min(name.length(), 80)).replaceAll("[^\\w.<>-]", "?");
  }

  private void call() {
    List<?> arguments = (List<?>) pop();
    if (!(pop() instanceof Function<?, ?> function)) {
      throw new IllegalStateException("it calls what is no function");
    }
    @SuppressWarnings("unchecked") // the globals' functions all take their list of arguments
    Function<List<?>, Object> callable = (Function<List<?>, Object>) function;
    stack.add(callable.apply(arguments));
  }

  private void build() {
    Object state = pop();
    if (top() instanceof Instance instance) {
      instance.attributes = asMap(state); // no copy: many may have the same
    } else if (!(top() instanceof Map)) { // an OrderedDict's attributes are of no use here
      throw refused('b');
    }
  }

  private void append(List<Object> items) {
    asList(top()).addAll(items);
  }

  private void put(List<Object> items) {
    Map<Object, Object> map = asMap(top());
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      if (!(key instanceof String || key instanceof Long)) {
        throw new IllegalStateException("a key that is neither text nor number");
      }
      map.put(key, items.get(i + 1));
    }
  }

  @SuppressWarnings("unchecked") // every list on the stack was made here
  private static List<Object> asList(Object object) {
    return (List<Object>) object;
  }

  @SuppressWarnings("unchecked") // every map on the stack was made here
  private static Map<Object, Object> asMap(Object object) {
    return (Map<Object, Object>) object;
  }

  private void remembered(int index) {
    if (!memo.containsKey(index)) {
      throw new IllegalStateException("nothing remembered as " + index);
    }
    stack.add(memo.get(index));
  }

  private List<Object> sinceMark() {
    int mark = marks.remove(marks.size() - 1);
    return take(mark);
  }

  private List<Object> last(int n) {
    return take(stack.size() - n);
  }

  private List<Object> take(int from) {
    List<Object> tail = stack.subList(from, stack.size());
    List<Object> taken = new ArrayList<>(tail);
    tail.clear();
    return taken;
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }
}
