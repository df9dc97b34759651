#!/bin/sh
# What would change in the data centre SITE. Writes plan-SITE.json (for apply.sh), plan-SITE.md (the comment) and plan-SITE.log.
# Fails when it could not be applied; changes are no failure, unless DRIFT_FAILS=1 (a nightly run on the main branch).
set -u
site=${SITE:?is the data centre, such as berlin}
# What an earlier run left must be taken for neither plan nor comment.
rm -f "plan-$site.json" "plan-$site.md" "plan-$site.log"
code=0
${NETBERTH:-netberth} plan "${FOLDER:-.}" ${PLAN_FLAGS:-} --title "$site" --exit-code \
  --out "plan-$site.json" --comment "plan-$site.md" > "plan-$site.log" 2>&1 || code=$?
cat "plan-$site.log"
case $code in
  0) exit 0 ;;
  10) if [ "${DRIFT_FAILS:-0}" = 1 ]; then echo "The server is not what the folder says: drift."; exit 1; fi ;;
  *)
    # What is wrong with the folder is worth a comment too.
    [ -s "plan-$site.md" ] || { printf '### Netberth plan for `%s`: it failed\n\n' "$site"; sed 's/^/    /' "plan-$site.log"; } > "plan-$site.md"
    exit "$code" ;;
esac
