#!/bin/sh
# Exactly the plan that plan.sh has written, and only within MAINTENANCE_WINDOW. Writes apply-SITE.log.
set -eu
site=${SITE:?is the data centre, such as berlin}
here=$(dirname "$0")
node "$here/within-window.mjs"
code=0
${NETBERTH:-netberth} apply "${FOLDER:-.}" ${APPLY_FLAGS:-} --plan "plan-$site.json" --reason "${REASON:-pipeline}" \
  > "apply-$site.log" 2>&1 || code=$?
cat "apply-$site.log"
exit "$code"
