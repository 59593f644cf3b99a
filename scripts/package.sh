#!/usr/bin/env bash
# Builds the packages into dist/. Arguments: which of linux, server, windows; all when there is none. See packaging/README.md.
#
# The same commit with the same compilers gives the same bytes: times are those of the commit, names are in order, and nothing of
# this computer is written into a program.
#
# shellcheck disable=SC1112 # French has its own apostrophe
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)
readonly version
readonly dist=$PWD/dist
readonly stage=$dist/stage
readonly tags=sqlite_fts5,migrated_fynedo
readonly numbers=${version//./,},0

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
export VERSION=$version TZ=UTC LC_ALL=C
umask 022

say() { printf 'package: %s\n' "$*"; }

need() {
	local command=$1 package=$2
	command -v "$command" >/dev/null && return
	printf 'package: %s is missing. On Debian: apt-get install %s\n' "$command" "$package" >&2
	exit 1
}

# build TO PROGRAM... builds programs with the flags of a release; the environment says for which system.
build() {
	local to=$1 program
	shift
	for program; do
		say "building $program for ${GOOS:-linux}"
		GOFLAGS='' CGO_ENABLED=1 go build -buildmode=pie -trimpath -buildvcs=false -tags "$tags" \
			-ldflags "-s -w -buildid= ${link:-}" -o "$to/" "./cmd/$program"
	done
}

inventory() {
	local to=$1
	shift
	GOFLAGS=-tags=sqlite_fts5 go run ./internal/packaging/inventory -version "$version" -to "$to" "$@"
}

icons() { GOFLAGS=-tags=sqlite_fts5 go run ./internal/packaging/icons -to "$1/icons"; }

# dated gives all files of a folder the time of the commit.
dated() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +; }

# changelog PACKAGE writes the changelog in Debian's form; what has changed is in the project's own.
changelog() {
	printf '%s (%s-1) unstable; urgency=medium\n\n  * See CHANGELOG.md of the project.\n\n -- Les auteurs de Pupitre <paquets@pupitre.example>  %s\n' \
		"$1" "$version" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n
}

# manual PROGRAM ENGLISH FRENCH writes its page of the manual, in both languages: one line, and what it says of itself.
manual() {
	local program=$1 language heading line folder
	for language in en fr; do
		case $language in
		en) heading=NAME line=$2 folder=$STAGE/man/man1 ;;
		fr) heading=NOM line=$3 folder=$STAGE/man/fr/man1 ;;
		esac
		mkdir -p "$folder"
		{
			printf '.TH %s 1 %s "Pupitre %s"\n.SH %s\n%s \\- %s\n.SH DESCRIPTION\n.nf\n' \
				"${program^^}" "$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)" "$version" "$heading" "$program" "$line"
			"$STAGE/$program" --help --lang "$language" 2>/dev/null | LC_ALL=C.UTF-8 fold --spaces --width=76 |
				sed "s/\\\\/\\\\e/g; s/-/\\\\-/g; s/^[.']/\\\\\&&/"
		} | gzip -9n >"$folder/$program.1.gz"
	done
}

# glibc PROGRAM... is the version of the C library that the programs ask for: an older system is told before it installs.
glibc() { objdump --dynamic-syms "$@" | grep -o 'GLIBC_[0-9.]*' | sort --version-sort --unique | tail -n 1 | cut -d _ -f 2; }

# packages NAME FOLDER builds a .deb and an .rpm, with the same files, of what is staged.
packages() {
	local name=$1 folder=$2 work=$stage/packages
	rm -rf "$work" && mkdir -p "$work/parts" "$work/tree"
	GOFLAGS='' go tool -modfile=packaging/tools/go.mod nfpm package --config "$folder/$name.nfpm.yaml" --packager deb --target "$work/plain.deb" >/dev/null
	(cd "$work/parts" && ar x ../plain.deb)
	tar --extract --preserve-permissions --file "$work/parts/data.tar" --directory "$work/tree"
	deb "$name" "$work/parts"
	rpm "$name" "$folder" "$work"
}

# deb NAME PARTS puts a package together (deb(5)). The programs of a package have much in common, which a dictionary of their size
# finds: a third less than what nfpm's own compression leaves.
deb() {
	local name=$1 parts=$2 file=$dist/$1_$version-1_amd64.deb
	xz -9 --threads=1 "$parts/data.tar"
	rm -f "$file"
	(cd "$parts" && ar rcSD "$file" debian-binary control.tar.* data.tar.xz)
}

# rpm NAME FOLDER WORK builds the other kind of package from the files of the first.
rpm() {
	local name=$1 folder=$2 work=$3
	(
		cd "$work/tree"
		find . -type d -path '*pupitre*' -printf '%%dir /%P\n'
		find . -type f -path './etc/*' -printf '%%config(noreplace) /%P\n'
		find . -type f ! -path './etc/*' ! -path '*/lintian/*' ! -name 'changelog.Debian.gz' -printf '/%P\n'
	) | sort >"$work/files"
	rm -rf "$work/tree/usr/share/lintian" "$work/tree/usr/share/doc/$name/changelog.Debian.gz"
	rpmbuild -bb --quiet --target x86_64-linux --dbpath "$work/db" \
		--define "pupitre_version $version" --define "pupitre_tree $work/tree" --define "pupitre_files $work/files" \
		--define "pupitre_scripts $PWD/$folder" --define "_topdir $work/rpmbuild" --define "_rpmdir $dist" \
		--define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' --define '_binary_payload w9.xzdio' \
		--define '_buildhost pupitre' --define 'use_source_date_epoch_as_buildtime 1' --define 'clamp_mtime_to_source_date_epoch 1' \
		--define '_build_id_links none' --define 'debug_package %{nil}' --define '__os_install_post %{nil}' "$folder/$name.spec"
}

linux() {
	need xz xz-utils
	need rpmbuild rpm
	export STAGE=$stage/linux
	rm -rf "$STAGE" && mkdir -p "$STAGE"
	build "$STAGE" pupitre pupitrectl
	inventory "$STAGE/doc" "$STAGE/pupitre" "$STAGE/pupitrectl"
	icons "$STAGE"
	GOFLAGS=-tags=sqlite_fts5 scripts/guide.sh "$STAGE/guide" >/dev/null
	manual pupitre 'administration console of a hosted telephony service' 'console d’administration d’un service de téléphonie'
	manual pupitrectl 'settings and directory of Pupitre, for scripts' 'paramètres et annuaire de Pupitre, pour les scripts'
	changelog pupitre >"$STAGE/changelog.Debian.gz"
	dated "$STAGE"
	GLIBC=$(glibc "$STAGE/pupitre" "$STAGE/pupitrectl")
	export GLIBC
	packages pupitre packaging/linux
	archive
}

# archive is for systems without .deb and .rpm: unpack it anywhere.
archive() {
	local name=pupitre-$version-linux-amd64 tree
	tree=$stage/archive/$name
	rm -rf "$stage/archive" && mkdir -p "$tree/bin" "$tree/share/applications" "$tree/share/icons/hicolor/256x256/apps"
	install -m 755 "$STAGE/pupitre" "$STAGE/pupitrectl" "$tree/bin/"
	install -m 644 packaging/linux/ca.pupitre.Pupitre.desktop "$tree/share/applications/"
	install -m 644 "$STAGE/icons/256.png" "$tree/share/icons/hicolor/256x256/apps/pupitre.png"
	install -m 644 LICENSE README.md README.fr.md CHANGELOG.md "$STAGE/doc/"* "$tree/"
	mkdir -p "$tree/share/doc/pupitre"
	cp --recursive "$STAGE/guide" "$tree/share/doc/pupitre/"
	tar --create --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" --directory "$stage/archive" "$name" |
		xz -9 --threads=1 >"$dist/$name.tar.xz"
}

server() {
	export STAGE=$stage/server
	rm -rf "$STAGE" && mkdir -p "$STAGE"
	build "$STAGE" pupitre-server
	inventory "$STAGE/serverdoc" "$STAGE/pupitre-server"
	manual pupitre-server 'server of the administration console Pupitre' 'serveur de la console d’administration Pupitre'
	changelog pupitre-server >"$STAGE/changelog.Debian.server.gz"
	dated "$STAGE"
	GLIBC=$(glibc "$STAGE/pupitre-server")
	export GLIBC
	packages pupitre-server packaging/server
}

# resources PROGRAM DESCRIPTION compiles what Windows shows of a program.
resources() {
	x86_64-w64-mingw32-windres --codepage=65001 -I "$STAGE/icons" -I packaging/windows \
		-D VERSION_NUMBERS="$numbers" -D VERSION_TEXT="\\\"$version\\\"" -D PROGRAM_NAME="\\\"$1\\\"" \
		-D PROGRAM_DESCRIPTION="\\\"$2\\\"" packaging/windows/program.rc "$STAGE/$1.res.o"
}

windows() {
	need x86_64-w64-mingw32-gcc-win32 gcc-mingw-w64-x86-64-win32
	need makensis nsis
	need wixl wixl
	export STAGE=$stage/windows
	rm -rf "$STAGE" && mkdir -p "$STAGE"
	icons "$STAGE"
	resources pupitre 'Pupitre'
	resources pupitrectl 'Pupitre (scripts)'
	(
		export GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc-win32
		link="-H windowsgui -extldflags '-static $STAGE/pupitre.res.o'" build "$STAGE" pupitre
		link="-extldflags '-static $STAGE/pupitrectl.res.o'" build "$STAGE" pupitrectl
	)
	inventory "$STAGE/doc" "$STAGE/pupitre.exe" "$STAGE/pupitrectl.exe"
	sed 's/$/\r/' LICENSE >"$STAGE/LICENSE.txt"
	dated "$STAGE"
	makensis -V2 -DVERSION="$version" -DVERSION_NUMBERS="$version.0" -DSTAGE="$STAGE" -DOUT="$dist/pupitre-$version-setup.exe" \
		packaging/windows/pupitre.nsi
	cp packaging/windows/pupitre.wxs "$STAGE/" # wixl finds files by relative names only
	local msi=$dist/pupitre-$version-x64.msi product
	product=$(go run -tags sqlite_fts5 ./internal/packaging/msi -product "$version")
	(cd "$STAGE" && wixl --arch x64 -D Version="$version" -D Product="$product" --output "$msi" pupitre.wxs)
	go run -tags sqlite_fts5 ./internal/packaging/msi -stamp "$msi"
}

# sums lists the packages of this version with their SHA-256.
sums() {
	cd "$dist"
	find . -maxdepth 1 -type f -name "pupitre*${version}*" -printf '%f\n' | sort | xargs sha256sum >SHA256SUMS
	cat SHA256SUMS
	find . -maxdepth 1 -type f -name 'pupitre*' -printf '%s %f\n' | sort -k 2 | numfmt --to=iec --field 1
}

mkdir -p "$dist"
for what in "${@:-linux server windows}"; do
	for part in $what; do "$part"; done
done
sums
