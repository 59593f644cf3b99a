#!/bin/sh
# The data in /var/lib/pupitre-server, what the administrator has put into /etc/pupitre-server, and the user that owns the data stay;
# whoever purges the package is told.
set -e
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload || true
fi
case "$1" in purge | 0) ;; *) exit 0 ;; esac
for folder in /var/lib/pupitre-server /etc/pupitre-server; do
	if [ -d "$folder" ]; then
		echo "Des données restent dans $folder. Pour les effacer : rm -r $folder"
		echo "Data stays in $folder. To erase it: rm -r $folder"
	fi
done
