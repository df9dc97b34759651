#!/bin/sh
# The command and the server with the Node that came with them.
: "${NETBERTH_DATA:=/var/lib/netberth}" "${NETBERTH_CONFIG:=/etc/netberth/netberth.yaml}"
export NETBERTH_DATA NETBERTH_CONFIG
exec /usr/lib/netberth/node /usr/lib/netberth/node_modules/netberth/bin/netberth.mjs "$@"
