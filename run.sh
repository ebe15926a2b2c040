#!/usr/bin/env bash
# Builds signcam when its sources are newer than the last build, then starts it:
# without arguments the window, else the command given (./run.sh --help).
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
built=$here/target/signcam/.built
if [ ! -e "$built" ] || [ -n "$(find "$here/pom.xml" "$here/src/main" -newer "$built" -print -quit)" ]; then
  command -v mvn >/dev/null || {
    echo "signcam: Maven is needed to build and is not here (Debian: apt install maven)." >&2
    exit 1
  }
  echo "Building signcam (the first time, some minutes and about 400 MB of libraries) ..." >&2
  log=$(mktemp)
  if ! mvn -B -ntp -q -f "$here/pom.xml" package -Dmaven.test.skip=true >"$log" 2>&1; then
    cat "$log" >&2
    echo "signcam: the build failed; the lines above say why." >&2
    exit 1
  fi
  rm -f "$log"
  touch "$built"
fi
# The checkout's own models/ is used, so that what is trained is found at once.
SIGNCAM_HOME=${SIGNCAM_HOME:-$here} exec bash "$here/target/signcam/signcam.sh" "$@"
