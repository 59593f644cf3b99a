# shellcheck shell=bash disable=SC2154,SC2016 # part of scripts/check-packages.sh, which sets the variables
# clean installs the packages on a Debian that has nothing, in a container that starts with systemd, without a network. There the
# service runs as its unit says, an installed desktop signs in to it and saves, both are replaced by a newer version, the server moves
# to PostgreSQL by the example, and all is removed again; then the .rpm files are installed and removed.

clean() {
	root=$work/root
	become_root
	clean_system
	older_packages
	boot
	installs
	serves
	desktop_saves 'Sur un système propre'
	replaced
	serves_from_postgresql
	removed
	rpm_installs
}

# inside runs a command in the container, as root, with its own environment.
inside() {
	"${as_root[@]}" nsenter --target "$leader" --all -- env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
		HOME=/root DEBIAN_FRONTEND=noninteractive "$@"
}

# clean_system fills a folder with the least that a Debian is, and fetches what the packages depend on: the container has no network.
clean_system() {
	local mirror
	if [[ -n ${CLEAN_ROOT:-} ]]; then
		"${as_root[@]}" cp --archive "$CLEAN_ROOT" "$root"
	else
		mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep debian | head -n 1 || true)
		"${as_root[@]}" debootstrap --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg "$suite" "$root" \
			"${mirror:-http://deb.debian.org/debian}" >"$work/debootstrap.log" || fail "debootstrap: see $work/debootstrap.log"
	fi
	"${as_root[@]}" cp /etc/resolv.conf "$root/etc/resolv.conf"
	"${as_root[@]}" cp "$dist/$desktop_deb" "$dist/$server_deb" "$dist/$desktop_rpm" "$dist/$server_rpm" "$root/root/"
	"${as_root[@]}" chroot "$root" env DEBIAN_FRONTEND=noninteractive bash -euc '
		apt-get -qq update
		apt-get -qq install --yes --no-install-recommends systemd-sysv dbus curl >/dev/null 2>&1
		apt-get -qq install --yes --no-install-recommends --download-only postgresql "$@" >/dev/null
	' apt "/root/$desktop_deb" "/root/$server_deb"
}

# older_packages are the same files under an older version, to be replaced.
older_packages() {
	local name folder
	for name in pupitre pupitre-server; do
		folder=linux
		[[ $name == pupitre ]] || folder=server
		GOFLAGS='' VERSION=0.0.1 STAGE=$dist/stage/$folder GLIBC=2.34 go tool -modfile=packaging/tools/go.mod nfpm package \
			--config "packaging/$folder/$name.nfpm.yaml" --packager deb --target "$work/" >/dev/null
	done
	"${as_root[@]}" cp "$work"/pupitre{,-server}_0.0.1-1_amd64.deb "$root/root/"
}

# boot starts the system: systemd as in a computer, a network of its own without a way out, and the display's socket.
boot() {
	"${as_root[@]}" systemd-nspawn --quiet --register=no --keep-unit --private-network --directory="$root" \
		--bind=/tmp/.X11-unix --boot >"$work/boot.log" 2>&1 </dev/null &
	nspawn=$!
	eventually 60 booted || fail "the container does not start: $(tail -n 20 "$work/boot.log")"
	endings+=("${as_root[*]} kill -KILL $leader; sleep 1")
	say 'a clean system has started'
}

# booted finds the first process of the container, a child of nspawn, which may be a child of sudo.
booted() {
	leader=$(pgrep --exact --parent "$(pgrep --exact --parent "$nspawn" systemd-nspawn || echo "$nspawn")" systemd) || return
	[[ $(inside systemctl is-system-running 2>/dev/null) =~ running|degraded ]]
}

# installs puts the older packages on the system. Installing starts nothing: the configuration is the administrator's first.
installs() {
	inside apt-get -qq install --yes --no-install-recommends /root/pupitre{,-server}_0.0.1-1_amd64.deb >/dev/null
	[[ $(inside pupitre --version) == "pupitre $version" ]] || fail 'pupitre --version'
	[[ $(inside pupitrectl version) == *"$version"* ]] || fail 'pupitrectl version'
	inside test -f /usr/share/doc/pupitre/guide/fr/index.html || fail 'the guide is missing'
	! inside systemctl --quiet is-active pupitre-server || fail 'installing has started the server'
	! inside systemctl --quiet is-enabled pupitre-server 2>/dev/null || fail 'installing has enabled the server'
	inside systemd-analyze verify --man=no pupitre-server.service || fail 'the unit'
	inside systemd-analyze security --threshold=20 pupitre-server.service >"$work/security" || fail "the unit is open: $(<"$work/security")"
	say "installed; systemd says of the unit: $(tail -n 1 "$work/security")"
}

# serves starts the service, with the demonstration, as its unit says.
serves() {
	local who
	inside bash -c 'echo "# Ours." >>/etc/pupitre-server/server.yaml; echo PUPITRE_DEMO=true >/etc/pupitre-server/environment; chmod 600 /etc/pupitre-server/environment'
	inside systemctl enable --quiet --now pupitre-server
	eventually 60 healthy || fail "the service: $(inside journalctl --no-pager --unit pupitre-server)"
	who=$(inside stat --format %U "/proc/$(main_process)")
	[[ $who == pupitre-server ]] || fail "the service runs as $who"
	[[ $(inside stat --format '%U %a' /var/lib/pupitre-server) == 'pupitre-server 700' ]] || fail 'the folder of the service is open'
	say 'the service answers, as its own user'
}

healthy() { inside curl --silent --fail --output /dev/null http://127.0.0.1:8080/healthz; }
main_process() { inside systemctl show --property MainPID --value pupitre-server; }
shows_name() { inside curl --silent http://127.0.0.1:8080/p/boreale | grep --quiet "<title>$1 "; }

# desktop_saves NAME signs in with the installed desktop, as a person without rights, and saves; the server shows what was saved.
desktop_saves() {
	inside useradd --create-home anybody
	"$work/visit" -name "$1" -keep "$work/desktop.png" -- "${as_root[@]}" nsenter --target "$leader" --all -- \
		runuser --user anybody -- env HOME=/home/anybody PATH=/usr/bin:/bin DBUS_SESSION_BUS_ADDRESS=unix:path=/home/anybody/no-bus \
		pupitre --server http://127.0.0.1:8080 --lang fr
	eventually 10 shows_name "$1" || fail 'the desktop has saved nothing'
	say 'the installed desktop signs in to the installed server, and saves'
}

# replaced brings the newer version: the server is another process, the configuration and the data are what they were.
replaced() {
	local before
	before=$(main_process)
	inside dpkg --install "/root/$desktop_deb" "/root/$server_deb" >/dev/null
	[[ $(inside dpkg-query --show --showformat '${Version}' pupitre-server) == "$version-1" ]] || fail 'the version after the upgrade'
	eventually 60 healthy || fail "the service after the upgrade: $(inside journalctl --no-pager --unit pupitre-server)"
	[[ $(main_process) != "$before" ]] || fail 'the upgrade has left the older server running'
	inside grep --quiet '^# Ours\.$' /etc/pupitre-server/server.yaml || fail 'the upgrade has replaced the configuration'
	shows_name 'Sur un système propre' || fail 'the upgrade has lost what was saved'
	say 'upgraded: restarted, with its configuration and its data'
}

# serves_from_postgresql does what the example says, word for word.
serves_from_postgresql() {
	local tables
	inside apt-get -qq install --yes --no-install-recommends postgresql >/dev/null 2>&1
	eventually 60 inside runuser --user postgres -- psql --quiet --output /dev/null --command 'SELECT 1' 2>/dev/null || fail 'PostgreSQL does not start'
	inside runuser --user postgres -- psql --quiet --set ON_ERROR_STOP=1 --file /usr/share/doc/pupitre-server/examples/postgresql.sql
	inside cp /usr/share/doc/pupitre-server/examples/postgresql.yaml /etc/pupitre-server/server.yaml
	inside systemctl restart pupitre-server
	eventually 60 healthy || fail "the service on PostgreSQL: $(inside journalctl --no-pager --unit pupitre-server)"
	tables=$(inside runuser --user postgres -- psql --quiet --tuples-only --no-align --dbname pupitre \
		--command "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
	((tables > 10)) || fail "PostgreSQL has $tables tables"
	say "the service runs on PostgreSQL, $tables tables, without a password"
}

# removed takes the packages away. What people and the service have kept stays, also after a purge, which says so.
removed() {
	local file
	inside dpkg --remove pupitre pupitre-server >/dev/null
	! inside systemctl --quiet is-active pupitre-server || fail 'the service outlives its package'
	inside test -e /etc/pupitre-server/server.yaml || fail 'the removal has taken the configuration'
	inside dpkg --purge pupitre-server >"$work/purge"
	for file in /usr/bin/pupitre /usr/bin/pupitre-server /etc/pupitre-server/server.yaml /usr/share/doc/pupitre /usr/lib/systemd/system/pupitre-server.service; do
		! inside test -e "$file" || fail "$file stays after the purge"
	done
	inside test -e /var/lib/pupitre-server/pupitre-server.db || fail 'the purge has taken the data of the service'
	grep --quiet /var/lib/pupitre-server "$work/purge" || fail 'the purge does not say that data stays'
	[[ -n $(inside find /home/anybody -name '*.db') ]] || fail 'the purge has taken the data of a person'
	say 'removed; the data stays, and the purge says where'
}

# rpm_installs installs the other kind of package beside the database of Debian, with its scripts, and removes it.
rpm_installs() {
	local file
	for file in "$desktop_rpm" "$server_rpm"; do
		inside_root rpm --install --nodeps "$root/root/$file"
	done
	inside_root rpm --verify --nodeps pupitre pupitre-server || fail 'the files of the .rpm are others than it says'
	[[ $(inside pupitre --version) == "pupitre $version" ]] || fail 'pupitre --version'
	inside systemctl start pupitre-server || fail "the service of the .rpm: $(inside journalctl --no-pager --unit pupitre-server)"
	eventually 60 healthy || fail "the service of the .rpm: $(inside journalctl --no-pager --unit pupitre-server)"
	inside_root rpm --erase --nodeps pupitre pupitre-server
	! inside test -e /usr/bin/pupitre || fail 'the .rpm leaves its program'
	say 'the .rpm files install, serve and go'
}

# inside_root runs rpm of this computer on the container's files.
inside_root() { "${as_root[@]}" "$1" --force-debian --root "$root" --dbpath /var/lib/rpm "${@:2}"; }
