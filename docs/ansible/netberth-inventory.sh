#!/bin/sh
# A dynamic inventory of Ansible: ansible -i netberth-inventory.sh all --list-hosts
# Where the server is not on this host, set NETBERTH_SERVER and NETBERTH_TOKEN (docs/imports.md).
exec netberth export --ansible-inventory "$@"
