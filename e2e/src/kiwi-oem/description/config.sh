#!/bin/bash
set -e
systemctl enable systemd-networkd ssh post-install
rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /etc/ssh/ssh_host_*
echo unconfigured > /etc/hostname
