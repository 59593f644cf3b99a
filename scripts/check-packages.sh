#!/usr/bin/env bash
# Uses the packages in dist/ as people do: on a clean Debian, and under Wine. Arguments: which of lint, clean, again, wine; all when
# there is none. Needs root (a clean system is made with debootstrap) and the packages that `need` names. CLEAN_ROOT names a folder
# that debootstrap has filled before; it is copied.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly version=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)
readonly dist=$PWD/dist
readonly suite=${SUITE:-bookworm}
readonly email=marie.tremblay@boreale.example # of the demonstration
readonly password=Demo-Quebec-2026
work=$(mktemp -d /tmp/pupitre-packages.XXXXXX)
children=()

finish() {
	local status=$? child
	for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
	if [[ -d $work/prefix ]]; then "$wine" wineboot --kill >/dev/null 2>&1 && sleep 2; fi
	mountpoint -q "$work/root/proc" && umount "$work/root/proc"
	if ((status)); then echo "check-packages: FAILED; what it leaves is in $work" >&2; else rm -rf "$work" || true; fi
}
trap finish EXIT

say() { printf 'check-packages: %s\n' "$*"; }

fail() {
	printf 'check-packages: %s\n' "$*" >&2
	exit 1
}

need() {
	local command=$1 package=$2
	command -v "$command" >/dev/null || [[ -x $command ]] || fail "$command is missing. On Debian: apt-get install $package"
}

# eventually SECONDS COMMAND... waits until a command succeeds.
eventually() {
	local left=$1
	shift
	until "$@"; do
		((left--)) || return 1
		sleep 1
	done
}

# lint holds the Debian packages against the policy: no errors.
lint() {
	need lintian lintian
	(cd "$dist" && sha256sum --check --quiet SHA256SUMS)
	lintian --fail-on error --no-tag-display-limit --allow-root "$dist"/pupitre_"$version"-1_amd64.deb "$dist"/pupitre-server_"$version"-1_amd64.deb
	say 'lintian finds no errors'
}

# clean installs the packages on a system that has nothing, starts the program under Xvfb, and the server as its own user.
clean() {
	local root=$work/root
	if [[ -n ${CLEAN_ROOT:-} ]]; then
		cp --archive "$CLEAN_ROOT" "$root"
	else
		clean_system "$root"
	fi
	cp /etc/resolv.conf "$root/etc/resolv.conf"
	cp "$dist"/pupitre_"$version"-1_amd64.deb "$dist"/pupitre-server_"$version"-1_amd64.deb "$root/tmp/"
	mount -t proc proc "$root/proc"
	chroot "$root" env DEBIAN_FRONTEND=noninteractive bash -euc '
		apt-get -qq update
		apt-get -qq install --yes --no-install-recommends "$@" xvfb xauth x11-utils libgl1-mesa-dri curl >/dev/null
	' apt "/tmp/pupitre_$version-1_amd64.deb" "/tmp/pupitre-server_$version-1_amd64.deb"
	say 'installed on a clean system'
	clean_program "$root"
	clean_server "$root"
	chroot "$root" dpkg --purge pupitre pupitre-server >/dev/null
	[[ ! -e $root/usr/bin/pupitre && ! -e $root/usr/bin/pupitre-server ]] || fail 'something stays after the removal'
	say 'removed again'
}

clean_system() {
	local mirror
	need debootstrap debootstrap
	mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)
	debootstrap --variant=minbase "$suite" "$1" "$mirror" >"$work/debootstrap.log" || fail "debootstrap: see $work/debootstrap.log"
}

clean_program() {
	local root=$1
	[[ $(chroot "$root" pupitre --version) == "pupitre $version" ]] || fail 'pupitre --version'
	chroot "$root" useradd --create-home anybody
	chroot "$root" runuser -u anybody -- env LIBGL_ALWAYS_SOFTWARE=1 HOME=/home/anybody xvfb-run -a -s '-screen 0 1280x900x24' bash -euc '
		pupitre --demo --lang fr >/tmp/pupitre.log 2>&1 &
		for _ in $(seq 60); do
			if xwininfo -root -tree | grep -q "– Pupitre\""; then kill %1; wait; exit 0; fi
			sleep 1
		done
		xwininfo -root -tree; cat /tmp/pupitre.log; exit 1
	' || fail 'the installed program shows no window'
	say 'the installed program shows its window under Xvfb'
}

clean_server() {
	local root=$1 line
	chroot "$root" systemd-analyze verify /usr/lib/systemd/system/pupitre-server.service || fail 'the unit'
	line=$(chroot "$root" systemd-analyze security --offline=true pupitre-server.service | tail -n 1)
	say "systemd says of the unit: $line"
	chroot "$root" install -d -o pupitre-server -g pupitre-server -m 700 /var/lib/pupitre-server
	chroot "$root" runuser -u pupitre-server -- env PUPITRE_DATA=/var/lib/pupitre-server \
		pupitre-server serve --config /etc/pupitre-server/server.yaml >"$work/server.log" 2>&1 &
	children+=($!)
	eventually 30 curl --silent --fail --output /dev/null http://127.0.0.1:8080/healthz || fail "the installed server: $(cat "$work/server.log")"
	kill $! && wait $! || true
	say 'the installed server answers, as its own user'
}

# again builds the Linux packages from a copy of the sources in another folder, and compares them to the byte. The sources must be
# those that the packages were built from.
again() {
	local name copy=$work/elsewhere time
	time=$(git log -1 --format=%ct)
	mkdir "$copy"
	git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- | tar --extract --directory "$copy"
	(cd "$copy" && SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$time} scripts/package.sh linux >/dev/null)
	for name in "pupitre_$version-1_amd64.deb" "pupitre-$version-1.x86_64.rpm" "pupitre-$version-linux-amd64.tar.xz"; do
		cmp "$dist/$name" "$copy/dist/$name" || fail "$name is another one the second time"
	done
	say 'built again, the same to the byte'
}

# wine signs in and saves with the Windows programs, in the window and on the command line; the server says what was saved.
wine() {
	local url
	wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
	need "$wine" wine64
	need xdotool xdotool
	need openbox openbox
	need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
	export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES=bcryptprimitives=n,b LIBGL_ALWAYS_SOFTWARE=1
	timeout 180 "$wine" wineboot --init >/dev/null 2>&1
	x86_64-w64-mingw32-gcc -shared -O2 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" packaging/windows/wineprng.c -ladvapi32
	timeout 120 "$wine" msiexec /i "Z:${dist//\//\\}\\pupitre-$version-x64.msi" /qn >/dev/null 2>&1
	local programs="$WINEPREFIX/drive_c/Program Files/Pupitre"
	[[ -f $programs/pupitre.exe ]] || fail 'the MSI has installed nothing'
	"$dist/stage/server/pupitre-server" serve --demo --listen 127.0.0.1:0 --data "$work/srv" >"$work/url" 2>"$work/server.log" &
	children+=($!)
	eventually 30 test -s "$work/url" || fail 'the server'
	url=$(<"$work/url")
	shows() { curl --silent "$url/p/boreale" | grep --quiet "<title>$1 "; }
	PUPITRE_PASSWORD=$password timeout 120 "$wine" "$programs/pupitrectl.exe" --data 'C:\ctl' sign-in "$url" "$email" >/dev/null
	timeout 120 "$wine" "$programs/pupitrectl.exe" --data 'C:\ctl' set 'profile.name=Par la ligne' >/dev/null
	eventually 10 shows 'Par la ligne' || fail 'pupitrectl.exe has saved nothing'
	export wine programs url email password
	# shellcheck disable=SC2016 # the inner shell expands
	timeout 180 xvfb-run -a -s '-screen 0 1280x900x24' bash -euc '
		openbox >/dev/null 2>&1 &
		timeout 150 "$wine" "$programs/pupitre.exe" --server "$url" --data "C:\\window" --lang fr >/dev/null 2>&1 &
		for _ in $(seq 60); do sleep 1; xdotool search --name "Pupitre\$" >/dev/null 2>&1 && break; done
		sleep 6
		xdotool type --delay 60 "$email"; xdotool key Tab; xdotool type --delay 60 "$password"; xdotool key Return
		sleep 10
		xdotool key ctrl+k; sleep 2; xdotool type --delay 60 "nom du fournisseur"; sleep 2; xdotool key Return; sleep 2
		xdotool key ctrl+a; xdotool type --delay 60 "Par la fenetre"; xdotool key ctrl+s
		sleep 4
		"$wine" wineboot --kill >/dev/null 2>&1 || true
	' || true
	shows 'Par la fenetre' || fail 'pupitre.exe has saved nothing'
	say 'under Wine, the installed Windows programs sign in and save'
}

(($(id -u) == 0)) || fail 'root is needed: debootstrap and chroot'
[[ -f $dist/SHA256SUMS ]] || scripts/package.sh
for what in "${@:-lint clean again wine}"; do
	for part in $what; do "$part"; done
done
say 'all is well'
