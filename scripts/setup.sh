#!/usr/bin/env bash
# Installs what Pupitre needs from the system to be built and tested. Does nothing, in well under a second, when all is
# there. The list for other systems is in tell_other.
#
#   scripts/setup.sh                        to build and test
#   scripts/setup.sh check                  to check what holds before a commit as well
#   scripts/setup.sh package                to make packages as well
#   scripts/setup.sh package check-packages to use them as people do as well
set -euo pipefail

readonly minimum_go=1.26

# To build: a C compiler (SQLite, GLFW) and the headers of X11 and OpenGL.
# To test: a display without a screen, a window manager, a keyboard and mouse for it, OpenGL in software, a keychain, a
# browser for the public script, somebody else's reader of calendar files.
readonly packages=(
	gcc libc6-dev pkg-config git
	libgl1-mesa-dev libx11-dev libxcursor-dev libxi-dev libxinerama-dev libxrandr-dev libxxf86vm-dev
	xvfb openbox xdotool libgl1-mesa-dri dbus dbus-daemon gnome-keyring
	python3-icalendar
	postgresql # 15 or newer; tests start private instances of their own
	chromium # draws the public page
)

# What reads the scripts and finds their faults.
readonly check=(shellcheck)

# To make packages: the compiler for Windows and its two kinds of installers, rpmbuild.
readonly package=(gcc-mingw-w64-x86-64-win32 nsis wixl rpm xz-utils binutils)

# To use them as people do: what reads packages and finds their faults, a clean Debian in a container, Windows' place.
readonly check_packages=(
	lintian desktop-file-utils appstream icoutils curl
	debootstrap systemd-container debian-archive-keyring
	wine64 xvfb openbox xdotool x11-xkb-utils libgl1-mesa-dri
)

fail() {
	printf 'setup: %s\n' "$@" >&2
	exit 1
}

check_go() {
	local have
	command -v go >/dev/null ||
		fail "Go is missing. Install Go $minimum_go or newer (https://go.dev/dl/) and put its bin folder in PATH."
	have=$(GOFLAGS='' go env GOVERSION)
	have=${have#go}
	[[ $(printf '%s\n%s\n' "$minimum_go" "${have%%[ -]*}" | sort -V | head -n 1) == "$minimum_go" ]] ||
		fail "Go $have is too old. Install Go $minimum_go or newer (https://go.dev/dl/)."
}

missing_packages() {
	local name
	for name; do
		[[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || echo "$name"
	done
}

# install_debian PACKAGE... installs those that are missing.
install_debian() {
	local missing as_root=()
	mapfile -t missing < <(missing_packages "$@")
	((${#missing[@]})) || return 0
	if ((EUID != 0)); then
		command -v sudo >/dev/null ||
			fail "These packages are missing: ${missing[*]}" "Have an administrator run: apt-get install ${missing[*]}"
		as_root=(sudo)
		# A build server has nobody to type a password.
		if [[ ${CI:-} == true || ! -t 0 ]]; then as_root=(sudo --non-interactive); fi
	fi
	printf 'setup: installing %s\n' "${missing[*]}"
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -euc '
		apt-get -qq update
		apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
	' apt "${missing[@]}" ||
		fail "The installation failed. Run it by hand: apt-get install ${missing[*]}"
}

# On the other systems nothing is installed for the person; the check is whether a C compiler answers.
tell_other() {
	command -v "${CC:-cc}" >/dev/null && return
	case $1 in
	darwin) fail "A C compiler is missing. Run: xcode-select --install" ;;
	windows) fail "A C compiler is missing. Install MSYS2 (https://www.msys2.org/), then: pacman -S mingw-w64-ucrt-x86_64-gcc make" ;;
	*) fail "A C compiler and the X11 and OpenGL headers are missing." \
		"Fedora: sudo dnf install gcc make pkgconf libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel mesa-libGL-devel" \
		"To test as well: xorg-x11-server-Xvfb openbox xdotool mesa-dri-drivers dbus-daemon gnome-keyring chromium python3-icalendar" ;;
	esac
}

wanted=("${packages[@]}")
for what; do
	case $what in
	check) wanted+=("${check[@]}") ;;
	package) wanted+=("${package[@]}") ;;
	check-packages) wanted+=("${check_packages[@]}") ;;
	*) fail "No such part: $what" ;;
	esac
done

check_go
if [[ $(go env GOOS) == linux ]] && command -v dpkg-query apt-get >/dev/null; then
	install_debian "${wanted[@]}"
else
	tell_other "$(go env GOOS)"
fi
