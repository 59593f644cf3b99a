#!/bin/sh
# Stands for each tool that packaging/macos/package.sh calls, under the tool's name: it writes down how it was called, and makes
# what the next step needs. BROKEN names one that fails.
set -eu
tool=$(basename "$0")
printf '%s %s\n' "$tool" "$*" >>"$CALLS"
[ "$tool" != "${BROKEN:-}" ] || exit 7

# after NAME ARGUMENT... prints the argument that follows NAME.
after() {
	name=$1
	shift
	while [ $# -gt 1 ]; do
		if [ "$1" = "$name" ]; then printf '%s' "$2"; fi
		shift
	done
}

for last; do :; done
case $tool in
uname) echo arm64 ;;
go)
	case $* in
	build*)
		printf 'for macOS %s, CGO_ENABLED=%s\n' "$MACOSX_DEPLOYMENT_TARGET" "$CGO_ENABLED" >"$(after -o "$@")$(basename "$last")"
		;;
	*packaging/icons*)
		mkdir -p "$(after -to "$@")"
		for side in 16 32 64 128 256 512; do echo "$side" >"$(after -to "$@")/$side.png"; done
		;;
	*packaging/inventory*)
		for program in "$@"; do case $program in */MacOS/*) test -s "$program" ;; esac; done
		for file in THIRD-PARTY-LICENCES.txt sbom.cdx.json; do echo "$file" >"$(after -to "$@")/$file"; done
		;;
	esac
	;;
iconutil) for file in "$last"/*.png; do echo "$(basename "$file") $(cat "$file")"; done >"$(after --output "$@")" ;;
hdiutil) tar -cf "$last" -C "$(after -srcfolder "$@")" . ;;
xcrun) case $* in stapler*) echo stapled >>"$last" ;; esac ;;
esac
