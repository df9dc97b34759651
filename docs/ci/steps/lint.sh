#!/bin/sh
# Is the folder right? No server is asked, and no secret is needed but that of the vaults.
set -eu
${NETBERTH:-netberth} plan "${FOLDER:-.}" --check
