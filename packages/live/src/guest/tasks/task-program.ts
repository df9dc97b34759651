/** `/usr/lib/netberth/task`: one task for the server, by the addresses that came with the boot. */
export const taskProgram = `#!/bin/sh
# Netberth: does what the server wants of this machine, tells it what came of it, and restarts when something else is wanted.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
. /run/netberth/machine/boot.env
[ -n "\${NETBERTH_TASK:-}" ] || exit 0
set -a
. /run/netberth/machine/boot.env
set +a

say() {
  echo "Netberth: $*"
  echo "Netberth: $*" 2>/dev/null >/dev/console || :
}

# Until the server has heard it: what was done here is not done again because a switch was restarted. A refusal is an answer.
tell() {
  url=$1
  while :; do
    status=$(curl -sS -m 60 -o /run/netberth/answer -w '%{http_code}' -H 'content-type: application/json' --data-binary @- "$url" <"$2")
    case $status in
      2??) say "$(head -n 1 /run/netberth/answer)" && return 0 ;;
      4??) say "$(head -n 1 /run/netberth/answer)" && return 1 ;;
      *) say "the server does not answer ($status): again in 10 seconds" && sleep 10 ;;
    esac
  done
}

facts() {
  say 'looking what this machine is made of'
  /usr/lib/netberth/gather >/run/netberth/facts.json && tell "$NETBERTH_UPDATE" /run/netberth/facts.json
}

report() { tell "$NETBERTH_REPORT" /run/netberth/report.json; }

# Ends when the server has something else for this machine.
wait_for_more() {
  say 'waiting for what comes next'
  while :; do
    next=$(curl -fsS -m 20 "$NETBERTH_REPORT" 2>/dev/null | head -n 1)
    [ "$next" != restart ] || break
    sleep "\${NETBERTH_ASK_SECONDS:-20}"
  done
  say 'restarting'
  systemctl --no-block reboot
}

say "task: $NETBERTH_TASK"
# A wipe is begun again whatever the facts are; they are told because disks are to be known before they are erased.
facts || :
case $NETBERTH_TASK in
  wipe | test) "/usr/lib/netberth/$NETBERTH_TASK" >/run/netberth/report.json ;;
  rescue)
    systemctl start ssh
    jq -n --arg addresses "$(ip -j address show scope global | jq -r '[.[].addr_info[]?.local] | join(",")')" \\
      --arg key "$(ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d ' ' -f 2)" '
      { task: "rescue", addresses: ($addresses | split(",") | map(select(. != ""))), hostKey: $key }' >/run/netberth/report.json
    report
    # Until whoever signs in restarts it.
    exit 0
    ;;
  capture | write)
    # The script tells the server itself how it went.
    curl -fsS -m 60 --retry 30 --retry-all-errors "$NETBERTH_SCRIPT" -o /run/netberth/script &&
      sh /run/netberth/script 2>&1 | tee /dev/console
    wait_for_more
    exit 0
    ;;
  *) printf '{"task":"discover"}' >/run/netberth/report.json ;;
esac
report
wait_for_more
`;
