#!/bin/sh
# The menu of this commit as a channel of its own, which machines can try; it ends by itself after two weeks.
# Nothing of the commit is run: netberth reads the repository itself.
set -eu
${NETBERTH:-netberth} menu publish --to "${PREVIEW_STORE:?is where previews go, such as s3://boot-menu}" \
  --channel "pr-${CHANGE:?is the number of the merge request}" --expire-days 14 \
  --from-git "${REPOSITORY_URL:?is the repository}" --ref "${COMMIT:?is the commit}" ${PREVIEW_FLAGS:-}
