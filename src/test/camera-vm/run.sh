#!/usr/bin/env bash
# The packaged program, headless, on real V4L2 devices: none, one, two, taken, unplugged and back.
# Not part of the tests: it wants a virtual machine whose kernel has the driver vivid, and minutes.
#
#   run.sh MACHINE [SCENARIO...]
#
# MACHINE FOLDER COMMAND... runs a command as root in such a machine, with this computer's files, of
# which only FOLDER can be written, and with as many cameras as the variable CAMERAS says. Build
# first (./run.sh --version). Prints a line a check; exit status 1 when one fails.
set -euo pipefail
machine=$(realpath "$1")
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
package=$(realpath "$here/../../../target/signcam")
declare -A cameras=([none]=0 [one]=1 [unplugged]=1 [taken]=1 [two]=2)
[ $# -gt 0 ] || set -- none one unplugged taken two
status=0
for scenario in "$@"; do
  folder=$(mktemp -d)
  cp "$here/inside.sh" "$folder"
  CAMERAS=${cameras[$scenario]} bash "$machine" "$folder" \
    bash inside.sh "$scenario" "$package" >"$folder/console" 2>&1 || true
  if [ -s "$folder/checks" ]; then
    grep -v "^done$" "$folder/checks" | sed "s/^/$scenario: /"
  fi
  if ! grep -q '^done$' "$folder/checks" 2>/dev/null || grep -q '^FAILED' "$folder/checks"; then
    echo "$scenario: see $folder"
    status=1
  else
    rm -rf "$folder"
  fi
done
exit "$status"
