# shellcheck shell=bash disable=SC2154 # part of scripts/check-packages.sh, which sets the variables
# lint reads the packages, and what makes them, without using them.

lint() {
	(cd "$dist" && sha256sum --check --quiet SHA256SUMS)
	lintian --fail-on error --tag-display-limit 0 --allow-root "$dist/$desktop_deb" "$dist/$server_deb"
	say 'lintian finds no errors'
	lint_sources
	lint_rpm
	lint_windows
	lint_components
}

# lint_sources is for what cannot run here: the workflows, the disk image for macOS. And for what stands in menus.
lint_sources() {
	local said
	GOFLAGS='' go tool -modfile=packaging/tools/go.mod actionlint .github/workflows/*.yml
	desktop-file-validate packaging/linux/*.desktop
	appstreamcli validate --no-net packaging/linux/*.metainfo.xml
	sed 's/@VERSION@/1.2.3/; s/@IDENTIFIER@/a.b/; s/@MINIMUM@/12.0/' packaging/macos/Info.plist |
		python3 -c 'import plistlib, sys; p = plistlib.loads(sys.stdin.buffer.read()); assert p["CFBundleShortVersionString"] == "1.2.3", p'
	said=$(systemd-analyze verify --man=no packaging/server/pupitre-server.service packaging/kiosk/pupitre-kiosk.service 2>&1 |
		grep -v 'is not executable' || true) # they are not installed here
	[[ -z $said ]] || fail "the units: $said"
	python3 -c 'import plistlib, sys; [plistlib.load(open(f, "rb")) for f in sys.argv[1:]]' packaging/kiosk/*.plist packaging/kiosk/*.mobileconfig
	python3 -c 'import sys, xml.dom.minidom; [xml.dom.minidom.parse(f) for f in sys.argv[1:]]' packaging/kiosk/*.xml
	say 'the sources of the packages hold to the rules of their formats'
}

# lint_rpm reads what an .rpm says of itself: its sums, and whether it asks for what its programs load.
lint_rpm() {
	local file asked
	for file in "$desktop_rpm" "$server_rpm"; do
		rpm --checksig --nosignature "$dist/$file" >/dev/null
		[[ $(rpm --query --package --queryformat '%{VERSION} %{BUILDHOST} %{LICENSE}' "$dist/$file") == "$version pupitre Apache-2.0" ]] ||
			fail "$file says $(rpm --query --package --info "$dist/$file")"
		! rpm --query --package --list "$dist/$file" | grep -v '^/\(usr\|etc\)/' || fail "$file has files in other places"
	done
	asked=$(rpm --query --package --requires "$dist/$desktop_rpm")
	for file in libGL.so.1 libX11.so.6 libXrandr.so.2 libc.so.6; do
		[[ $asked == *"$file("* ]] || fail "the .rpm does not ask for $file"
	done
	[[ $(rpm --query --package --configfiles "$dist/$server_rpm") == /etc/pupitre-server/server.yaml ]] || fail 'server.yaml is no configuration of the .rpm'
	say 'the .rpm files ask for what their programs need'
}

# lint_windows reads what Windows shows of the programs: version and icon; and that they ask for Windows' own libraries only.
lint_windows() {
	local program exe said words sides foreign
	for program in pupitre pupitrectl; do
		exe=$dist/stage/windows/$program.exe
		said=$(wrestool --extract --raw --type=16 "$exe" | iconv -c --from-code UTF-16LE --to-code UTF-8 | tr -s '\0' ' ' || true)
		for words in "FileVersion $version" "ProductVersion $version" "OriginalFilename $program.exe"; do
			[[ $said == *"$words "* ]] || fail "$exe does not say: $words"
		done
		wrestool --extract --type=14 --output="$work/$program.ico" "$exe"
		sides=$(icotool --list "$work/$program.ico" | grep -o 'width=[0-9]*' | cut -d = -f 2 | sort -n | tr '\n' ' ')
		[[ $sides == '16 20 24 32 40 48 64 256 ' ]] || fail "$exe has icons of $sides"
		foreign=$(x86_64-w64-mingw32-objdump --private-headers "$exe" | sed -n 's/.*DLL Name: //p' |
			grep -iEv '^(kernel32|gdi32|opengl32|shell32|user32|advapi32|ws2_32|winmm|ole32|msvcrt|bcrypt.*|ucrtbase|api-ms-win-crt-.*)\.dll$' || true)
		[[ -z $foreign ]] || fail "$exe needs $foreign, which Windows does not have"
	done
	say 'the programs for Windows have their versions and icons, and need nothing that Windows lacks'
}

# lint_components holds the lists of components against what go says of the programs: another reader than ours.
lint_components() {
	same_components "$dist/stage/linux/doc/sbom.cdx.json" "$dist"/stage/linux/pupitre{,ctl}
	same_components "$dist/stage/server/serverdoc/sbom.cdx.json" "$dist/stage/server/pupitre-server"
	same_components "$dist/stage/windows/doc/sbom.cdx.json" "$dist"/stage/windows/pupitre{,ctl}.exe
	say 'the lists of components are those of the programs'
}

# same_components LIST PROGRAM... fails on a module that one of them lacks. A replaced module (=>) is what stands on its next line.
same_components() {
	local list=$1
	shift
	go version -m "$@" | awk -F '\t' '
		$2 == "dep" { if (held) print held; held = $3 "@" $4 }
		$2 == "=>" { held = $3 "@" $4 }
		END { if (held) print held }' | sort --unique >"$work/linked"
	python3 -c '
import json, sys
listed = json.load(open(sys.argv[1]))
assert listed["bomFormat"] == "CycloneDX" and listed["specVersion"] == "1.6", "not CycloneDX 1.6"
for c in listed["components"]:
    assert c["licenses"], c
    purl = c.get("purl", "").removeprefix("pkg:golang/")
    if purl and not purl.startswith("std@"):
        print(purl)
' "$list" | sort >"$work/listed"
	[[ -s $work/linked ]] || fail "go knows no module of $*"
	diff "$work/linked" "$work/listed" || fail "$list is not what is linked into $*"
}
