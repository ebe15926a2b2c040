package org.signcam.ui.gallery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forgets what was used longest ago when it holds too many bytes. Any thread. */
final class BoundedCache<K, V> {
  private record Entry<V>(V value, long bytes) {}

  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final long most;
  private long bytes;

  /**
   * @param most bytes
   */
  BoundedCache(long most) {
    this.most = most;
  }

  /** Null where it is not there. */
  synchronized V get(K key) {
    Entry<V> entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** Does not count as a use. */
  synchronized boolean contains(K key) {
    return entries.containsKey(key);
  }

  /** Keeps a value; one larger than all there is room for is not kept. */
  synchronized void put(K key, V value, long size) {
    Entry<V> before = entries.put(key, new Entry<>(value, size));
    bytes += size - (before == null ? 0 : before.bytes());
    Iterator<Entry<V>> oldest = entries.values().iterator();
    while (bytes > most) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  synchronized void clear() {
    entries.clear();
    bytes = 0;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized int size() {
    return entries.size();
  }
}
