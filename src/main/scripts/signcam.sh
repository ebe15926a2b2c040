#!/usr/bin/env bash
# Starts signcam from this folder, which may lie anywhere. Needs Java 17 or later, nothing else.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! command -v "$java" >/dev/null; then
  echo "signcam: there is no Java here ($java); install JDK 17 or later (Debian: openjdk-17-jre)." >&2
  exit 1
fi
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
version=${version%%.*}
if [ "${version:-0}" -lt 17 ]; then
  echo "signcam: Java 17 or later is needed and $java is ${version:-unknown}; set JAVA_HOME." >&2
  exit 1
fi
options=(-Dsigncam.home="${SIGNCAM_HOME:-$here}" -Dsigncam.natives="$here/natives" -Dfile.encoding=UTF-8 -Dai.djl.offline=true -Xmx3g)
[ "$version" -lt 22 ] || options+=(--enable-native-access=ALL-UNNAMED)
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
