#!/usr/bin/env bash
# One scenario of run.sh, inside the machine: inside.sh SCENARIO PACKAGE
set -uo pipefail
scenario=$1
package=$2
export SIGNCAM_HOME=$package

signcam() { bash "$package/signcam.sh" "$@"; }
# A line is kept at once: the machine may be switched off at any time.
check() { # what, then a command
  local what=$1
  shift
  if "$@" >/dev/null 2>&1; then echo "ok      $what" >>checks; else echo "FAILED  $what" >>checks; fi
}
lines() { cat "$1" 2>/dev/null | wc -l; }
until_lines() { # file, at least so many, seconds
  for _ in $(seq "$3"); do
    [ "$(lines "$1")" -ge "$2" ] && return 0
    sleep 1
  done
  return 1
}
until_said() { # pattern, seconds
  for _ in $(seq "$2"); do
    grep -qE "$1" said && return 0
    sleep 1
  done
  return 1
}
# That the machine is slow may be said; that something is lost may not.
no_loss() { ! grep -qE 'unplugged|no more pictures|no picture yet|There is no' said; }
start() { # camera; readings and what is said go to files
  signcam live --headless --json --camera "$1" --model asl-static >readings 2>said &
  live=$!
}
finish() {
  kill -TERM "$live" 2>/dev/null
  wait "$live"
  echo "$?" >status
}

case $scenario in
  none)
    signcam live --headless --camera 0 >readings 2>said
    echo "$?" >status
    check "without a camera the exit status is 1" grep -qx 1 status
    check "and one sentence says so" grep -q 'There is no camera 0. No camera was found: plug one in' said
    check "the sentence is all" test "$(lines said)" -eq 1
    ;;
  one)
    signcam doctor >doctor 2>&1
    check "the doctor sees the camera and opens it" grep -qE 'ok camera .*vivid.*opens, 640×480' doctor
    start 0
    check "letters are read" until_lines readings 2 200
    finish
    check "no loss is said" no_loss
    ;;
  unplugged)
    start 0
    check "letters are read" until_lines readings 2 200
    v4l2-ctl -d /dev/video0 --set-ctrl=disconnect=1 >/dev/null 2>&1
    check "the loss is said" until_said 'Check its cable|gives no more pictures|unplugged' 60
    before=$(lines readings)
    lost=$(lines said)
    check "it is used again, and that is said" until_lines said "$((lost + 1))" 120
    check "letters are read again" until_lines readings "$((before + 2))" 200
    finish
    ;;
  taken)
    # Another program streams from it.
    v4l2-ctl -d /dev/video0 --stream-mmap --stream-count=100000 >/dev/null 2>&1 &
    other=$!
    sleep 3
    signcam live --headless --camera 0 >readings 2>said
    echo "$?" >status
    check "a camera that is taken is exit status 1" grep -qx 1 status
    check "and the program that has it is named" grep -q 'is busy: v4l2-ctl is using it' said
    kill "$other"
    wait "$other" 2>/dev/null
    start 0
    check "once it is free letters are read" until_lines readings 2 200
    finish
    ;;
  two)
    signcam doctor >doctor 2>&1
    check "the doctor opens both" test "$(grep -cE 'ok camera .*vivid.*opens' doctor)" -eq 2
    start 1
    check "letters are read from the second" until_lines readings 2 200
    v4l2-ctl -d /dev/video0 --set-ctrl=disconnect=1 >/dev/null 2>&1
    before=$(lines readings)
    check "the first one leaves, the second goes on" until_lines readings "$((before + 2))" 200
    check "and no loss is said" no_loss
    finish
    ;;
esac
echo done >>checks
