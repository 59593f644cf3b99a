#!/bin/sh
# Stops the server when it goes, and not when it is replaced by another version (deb: upgrade; rpm: 1).
set -e
case "$1" in remove | deconfigure | 0) ;; *) exit 0 ;; esac
if [ -d /run/systemd/system ]; then
	systemctl disable --now pupitre-server.service || true
fi
