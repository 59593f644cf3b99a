#!/usr/bin/env bash
# Builds Pupitre.app and a disk image on a Mac, for the processor of that Mac. Needs the command-line tools of Xcode, and Go.
#
#   packaging/macos/package.sh                      unsigned: for this Mac
#   SIGN="Developer ID Application: …" \
#   NOTARY_PROFILE=pupitre packaging/macos/package.sh   signed and notarised (xcrun notarytool store-credentials pupitre)
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)
identifier=$(sed -n 's/^ID = "\(.*\)"$/\1/p' FyneApp.toml)
readonly version identifier dist=$PWD/dist
readonly stage=$dist/stage/macos
readonly app=$stage/Pupitre.app
arch=$(uname -m)

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH MACOSX_DEPLOYMENT_TARGET=12.0

rm -rf "$stage"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources" "$stage/pupitre.iconset"

for program in pupitre pupitrectl; do
	CGO_ENABLED=1 go build -trimpath -buildvcs=false -tags sqlite_fts5,migrated_fynedo -ldflags '-s -w' -o "$app/Contents/MacOS/" "./cmd/$program"
done

go run -tags sqlite_fts5 ./internal/packaging/icons -to "$stage/icons"
for side in 16 32 128 256; do
	cp "$stage/icons/$side.png" "$stage/pupitre.iconset/icon_${side}x${side}.png"
	cp "$stage/icons/$((2 * side)).png" "$stage/pupitre.iconset/icon_${side}x${side}@2x.png"
done
iconutil --convert icns --output "$app/Contents/Resources/pupitre.icns" "$stage/pupitre.iconset"
go run -tags sqlite_fts5 ./internal/packaging/inventory -version "$version" -to "$app/Contents/Resources" \
	"$app/Contents/MacOS/pupitre" "$app/Contents/MacOS/pupitrectl"
cp LICENSE "$app/Contents/Resources/"

sed "s/@VERSION@/$version/; s/@IDENTIFIER@/$identifier/; s/@MINIMUM@/$MACOSX_DEPLOYMENT_TARGET/" packaging/macos/Info.plist >"$app/Contents/Info.plist"
plutil -lint "$app/Contents/Info.plist"

if [[ -n ${SIGN:-} ]]; then
	codesign --force --options runtime --timestamp --sign "$SIGN" "$app/Contents/MacOS/pupitrectl" "$app"
	codesign --verify --strict --verbose=2 "$app"
fi
image=$dist/pupitre-$version-macos-$arch.dmg
rm -f "$image"
ln -s /Applications "$stage/Applications"
mkdir "$stage/image" && mv "$app" "$stage/Applications" "$stage/image/"
hdiutil create -volname Pupitre -srcfolder "$stage/image" -format UDZO "$image"
if [[ -n ${SIGN:-} && -n ${NOTARY_PROFILE:-} ]]; then
	xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
	xcrun stapler staple "$image"
fi
(cd "$dist" && shasum -a 256 "$(basename "$image")" | tee "$(basename "$image").sha256")
