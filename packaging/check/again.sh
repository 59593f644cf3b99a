# shellcheck shell=bash disable=SC2154 # part of scripts/check-packages.sh, which sets the variables
# again builds all packages from a copy of the sources: in another folder, later, by somebody with another umask, time zone and
# language, and compares them to the byte. The sources must be those that the packages were built from.

again() {
	local copy=$work/elsewhere/sources time
	time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
	mkdir -p "$copy"
	git ls-files -z --cached --others --exclude-standard | tar --create --null --ignore-failed-read --files-from=- 2>/dev/null | tar --extract --directory "$copy"
	(
		cd "$copy"
		umask 077
		export SOURCE_DATE_EPOCH=$time TZ=America/St_Johns LC_ALL=C.UTF-8
		if [[ -n ${COLD:-} ]]; then export GOCACHE=$work/cache; fi
		scripts/package.sh >"$work/again.log" 2>&1
	) || fail "the second build: $(tail -n 20 "$work/again.log")"
	same "$dist" "$copy/dist" "$desktop_deb" "$server_deb" "$desktop_rpm" "$server_rpm" "pupitre-$version-linux-amd64.tar.xz"
	same "$dist/stage/windows" "$copy/dist/stage/windows" pupitre.exe pupitrectl.exe doc/sbom.cdx.json doc/THIRD-PARTY-LICENCES.txt
	same "$dist" "$copy/dist" "pupitre-$version-setup.exe" "pupitre-$version-x64.msi"
	say 'built again, the same to the byte'
}

# same FOLDER FOLDER NAME... compares files of two folders.
same() {
	local one=$1 two=$2 name
	shift 2
	for name; do
		cmp "$one/$name" "$two/$name" || fail "$name is another one the second time"
	done
}
