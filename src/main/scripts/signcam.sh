#!/usr/bin/env bash
# Starts signcam from this folder, which may lie anywhere. Needs Java 17 or later, nothing else.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! found=$(command -v "$java"); then
  echo "signcam: there is no Java here ($java); install JDK 17 or later (Debian: openjdk-17-jre)." >&2
  exit 1
fi
# A Java says in a file which one it is; to start it for the answer would take a while.
release=$(readlink -f "$found" 2>/dev/null || echo "$found")
release=${release%/bin/*}/release
version=
if [ -r "$release" ]; then
  while IFS== read -r name value; do
    [ "$name" != JAVA_VERSION ] || version=$value
  done <"$release"
else
  version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
fi
version=${version//[^0-9.]/}
version=${version%%.*}
if [ "${version:-0}" -lt 17 ]; then
  echo "signcam: Java 17 or later is needed and $java is ${version:-unknown}; set JAVA_HOME." >&2
  exit 1
fi
options=(-Dsigncam.home="${SIGNCAM_HOME:-$here}" -Dsigncam.natives="$here/natives")
options+=(-Dfile.encoding=UTF-8 -Dai.djl.offline=true -Xmx3g)
# Protobuf's way to memory, of which a new Java would warn at every start.
[ "$version" -lt 24 ] || options+=(--sun-misc-unsafe-memory-access=allow)
window=no
case ${1:-live} in live | record) window=yes ;; esac
case " $* " in *" --headless "* | *" --help "* | *" -h "* | *" --version "* | *" -V "*) window=no ;; esac
small=$window
case " $* " in
  " bench "*" --retrain "* | " bench "*" --train "* | " bench "*" --store "*) ;;
  " bench "*) small=yes ;; # what is measured is what runs
esac
if [ "$small" = yes ]; then
  # Its hot path is native: the quick compiler and the small collector do, and it starts sooner.
  options+=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms32m)
  # What is not needed goes back to the system: Java's heap when it is collected, and glibc's.
  options+=(-XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:-ShrinkHeapInSteps)
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-4194304}
  export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-1048576}
fi
# Java's own archive of loaded classes, for this folder's jars and this Java alone: written when the
# window is closed for the first time. Java goes without where it does not fit, and need not say so.
cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/signcam
folder=$(printf %s "$here" | cksum)
jars=$({ ls -ln "$here/signcam.jar" "$here/lib"; cat "$release"; } 2>/dev/null | cksum)
archives=$cache/classes-${folder%% *}-$version-
archive=$archives${jars%% *}.jsa
size=$(wc -c 2>/dev/null <"$archive" || true)
# It counts once a window was there (the program notes that), not a start that failed. Its head is
# written last, and one that was cut off later would crash Java: so its size is noted.
if [ -n "$size" ] && [ ! -e "$archive.size" ] && [ -e "$archive.shown" ] && ! cmp -s -n 4 "$archive" /dev/zero; then
  echo "$size" 2>/dev/null >"$archive.size" || true
fi
if [ -n "$size" ] && [ "$(cat "$archive.size" 2>/dev/null)" = "$size" ]; then
  options+=(-XX:SharedArchiveFile="$archive" -Xlog:disable)
elif [ "$window" = yes ] && (umask 077 && mkdir -p "$cache") 2>/dev/null && [ -w "$cache" ]; then
  rm -f "$archives"*.jsa "$archives"*.jsa.size "$archives"*.jsa.shown
  options+=(-XX:ArchiveClassesAtExit="$archive" -Dsigncam.archive="$archive" -Xlog:disable)
fi
# Large tensors begin at large pages, and use them. Without, glibc's heap can splinter, frame by
# frame, and grow without bound.
export THP_MEM_ALLOC_ENABLE=${THP_MEM_ALLOC_ENABLE:-1}
if [ "${1:-}" = train ]; then
  # Large tensors come and go each step: keep their pages instead of giving them back (glibc).
  export MALLOC_TOP_PAD_=${MALLOC_TOP_PAD_:-268435456} MALLOC_MMAP_MAX_=${MALLOC_MMAP_MAX_:-0}
  export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-8589934592}
  # On CPUs with bfloat16 units oneDNN may multiply in it; elsewhere this changes nothing.
  export ONEDNN_DEFAULT_FPMATH_MODE=${ONEDNN_DEFAULT_FPMATH_MODE:-BF16}
fi
# shellcheck disable=SC2086 # SIGNCAM_JAVA_OPTIONS holds several words
exec "$java" "${options[@]}" ${SIGNCAM_JAVA_OPTIONS:-} -jar "$here/signcam.jar" "$@"
