#!/bin/sh
# Makes the user; starts nothing: the administrator does, once the configuration is theirs. A server that runs is restarted.
set -e
case "$1" in abort-*) exit 0 ;; esac
systemd-sysusers pupitre-server.conf
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload || true
	systemctl try-restart pupitre-server.service || true
fi
