# shellcheck shell=bash disable=SC2154,SC2016 # part of scripts/check-packages.sh, which sets the variables
# wine installs the packages for Windows under Wine, and uses what they install: the one for a person with its command line, the one for
# fleets with its window. The server is the one of the .deb; its page shows what was saved.

wine() {
	wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
	export WINEPREFIX=$work/prefix WINEDEBUG=-all LIBGL_ALWAYS_SOFTWARE=1
	new_prefix
	demonstration
	for_a_person
	for_fleets
}

# windows SECONDS COMMAND... runs a program of Windows.
windows() { timeout "$1" "$wine" "${@:2}" 2>/dev/null; }

# settled waits until Windows has ended: it started without a display, and the next program brings one.
settled() { timeout 120 "$(dirname "$wine")/wineserver64" --wait || fail 'Wine does not end'; }

# new_prefix makes a Windows. Wine 8 lacks the source of randomness that Go asks for; ours stands in its place.
new_prefix() {
	windows 300 wineboot --init >/dev/null || fail 'Wine does not start'
	endings+=('"$(dirname "$wine")/wineserver64" --kill; sleep 1')
	if [[ ! -e $WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll ]]; then
		x86_64-w64-mingw32-gcc-win32 -shared -O2 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" packaging/windows/wineprng.c -ladvapi32
	fi
	export WINEDLLOVERRIDES=bcryptprimitives=n,b
}

demonstration() {
	local password=Demo-Quebec-2026 # of the demonstration
	dpkg-deb --extract "$dist/$server_deb" "$work/serverdeb"
	"$work/serverdeb/usr/bin/pupitre-server" serve --demo --listen 127.0.0.1:0 --data "$work/srv" >"$work/url" 2>"$work/server.log" &
	endings+=("kill $!")
	eventually 60 test -s "$work/url" || fail "the server: $(<"$work/server.log")"
	url=$(<"$work/url")
	export PUPITRE_PASSWORD=$password
}

shows_title() { curl --silent "$url/p/boreale" | grep --quiet "<title>$1 "; }

# for_a_person installs without a question, signs in and saves by the command line, and uninstalls: what the person has stays.
for_a_person() {
	local home programs
	windows 300 "$dist/pupitre-$version-setup.exe" /S || fail 'the installer for a person'
	home=$(echo "$WINEPREFIX"/drive_c/users/*/AppData/Local/Programs/Pupitre)
	programs=$home
	[[ -f $programs/pupitre.exe && -f $programs/sbom.cdx.json && -f $programs/THIRD-PARTY-LICENCES.txt ]] || fail 'the installer for a person has installed nothing'
	windows 60 reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Pupitre' /v DisplayVersion | grep --quiet --fixed-strings "$version" ||
		fail 'Windows does not know the program'
	windows 120 "$programs/pupitrectl.exe" --data 'C:\ctl' sign-in "$url" marie.tremblay@boreale.example >/dev/null || fail 'pupitrectl.exe does not sign in'
	windows 120 "$programs/pupitrectl.exe" --data 'C:\ctl' set 'profile.name=Par la ligne' >/dev/null || fail 'pupitrectl.exe does not set'
	eventually 10 shows_title 'Par la ligne' || fail 'pupitrectl.exe has saved nothing'
	windows 120 "$programs/uninstall.exe" /S || fail 'the uninstaller'
	eventually 30 test ! -e "$programs/pupitre.exe" || fail 'the uninstaller leaves the program'
	[[ -n $(find "$WINEPREFIX/drive_c/ctl" -type f) ]] || fail 'the uninstaller has taken the data'
	say 'installed for a person under Wine: signs in and saves by the command line; removed'
}

# for_fleets installs the MSI, signs in and saves in the window, and removes it.
for_fleets() {
	local programs="$WINEPREFIX/drive_c/Program Files/Pupitre" package="Z:${dist//\//\\}\\pupitre-$version-x64.msi"
	windows 300 msiexec /i "$package" /qn || fail 'msiexec /i'
	[[ -f $programs/pupitre.exe ]] || fail 'the MSI has installed nothing'
	settled
	"$work/visit" -keyboard us -name 'Par la fenetre' -keep "$work/windows.png" -- "$wine" "$programs/pupitre.exe" --server "$url" --data 'C:\window' --lang fr
	eventually 10 shows_title 'Par la fenetre' || fail 'pupitre.exe has saved nothing'
	windows 300 msiexec /x "$package" /qn || fail 'msiexec /x'
	[[ ! -e $programs/pupitre.exe ]] || fail 'the MSI leaves the program'
	[[ -n $(find "$WINEPREFIX/drive_c/window" -type f) ]] || fail 'the removal has taken the data'
	say 'installed for everybody under Wine: signs in and saves in the window; removed'
}
