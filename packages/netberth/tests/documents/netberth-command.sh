#!/bin/bash
# `netberth` as the pages of docs/ are typed: its words, folder and settings go to the test, which runs them in its own
# process. A process of Node for each of some hundred commands takes a minute.
# What is read from this standard input only a process of its own can read.
if [ -p /dev/stdin ]; then exec $COMMANDS_OF_STANDARD_INPUT "$@"; fi
if [ "${1-}" = serve ]; then
  echo 'netberth serve goes on until Ctrl-C: mark its block as ```sh no-run: serves until Ctrl-C' >&2
  exit 1
fi
settings=()
for name in ${!NETBERTH_@}; do settings+=("$name=${!name}"); done
answer=$COMMANDS_FOLDER/$$
exec 3<>"/dev/tcp/127.0.0.1/$COMMANDS_PORT"
printf '%s\0' "$((3 + $# + ${#settings[@]}))" "$answer" "$PWD" "$#" "$@" "${settings[@]}" >&3
read -r code <&3
cat "$answer.out"
cat "$answer.err" >&2
exit "$code"
