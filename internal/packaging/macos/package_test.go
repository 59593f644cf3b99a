//go:build linux

// Package macos tests the script that makes the package for macOS as far as another system can: with tools that stand for those of a
// Mac, write down how they were called, and make what the next step needs.
package macos

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../../.."

// mac is a folder with the sources that the script reads, and tools in the place of a Mac's.
type mac struct {
	t      *testing.T
	folder string
}

func newMac(t *testing.T) *mac {
	t.Helper()
	m := &mac{t, t.TempDir()}
	for _, file := range []string{"packaging/macos/package.sh", "packaging/macos/Info.plist", "FyneApp.toml", "LICENSE"} {
		m.copy(filepath.Join(root, file), file)
	}
	for _, tool := range []string{"go", "uname", "iconutil", "plutil", "codesign", "hdiutil", "xcrun"} {
		m.copy("testdata/tool.sh", "tools/"+tool)
	}
	return m
}

func (m *mac) copy(from, to string) {
	m.t.Helper()
	body, err := os.ReadFile(from)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(m.path(to)), 0o700)
	}
	if err == nil {
		err = os.WriteFile(m.path(to), body, 0o700)
	}
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *mac) path(name string) string { return filepath.Join(m.folder, name) }

// run runs the script and gives the calls of the tools, in their order.
func (m *mac) run(env ...string) (calls []string, err error) {
	m.t.Helper()
	cmd := exec.Command("bash", m.path("packaging/macos/package.sh"))
	cmd.Env = append(env, "PATH="+m.path("tools")+":/usr/bin:/bin", "CALLS="+m.path("calls"), "SOURCE_DATE_EPOCH=1700000000")
	if said, failed := cmd.CombinedOutput(); failed != nil {
		err = fmt.Errorf("%w: %s", failed, said)
	}
	body, readErr := os.ReadFile(m.path("calls"))
	if readErr != nil {
		m.t.Fatal(readErr, err)
	}
	return strings.Split(strings.TrimSpace(string(body)), "\n"), err
}

// image reads the disk image, which the stand-in has made as an archive: the contents of files by name, the aims of links.
func (m *mac) image(name string) map[string]string {
	m.t.Helper()
	f, err := os.Open(m.path("dist/" + name))
	if err != nil {
		m.t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	out := map[string]string{}
	for r := tar.NewReader(f); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			m.t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			m.t.Fatal(err)
		}
		if h.Typeflag != tar.TypeDir {
			out[strings.TrimPrefix(h.Name, "./")] = h.Linkname + string(body)
		}
	}
}

// version is that of the programs.
func version(t *testing.T) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(root, "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(body), "\nVersion = \"")
	number, _, ok := strings.Cut(rest, `"`)
	if !ok {
		t.Fatal("FyneApp.toml has no version")
	}
	return number
}

// Without a certificate there is an application with everything in it, on an image with its sum.
func TestWithoutACertificate(t *testing.T) {
	m := newMac(t)
	calls, err := m.run()
	if err != nil {
		t.Fatal(err)
	}
	for _, call := range calls {
		if strings.HasPrefix(call, "codesign") || strings.HasPrefix(call, "xcrun") {
			t.Errorf("nothing is to be signed: %s", call)
		}
	}
	name := "pupitre-" + version(t) + "-macos-arm64.dmg"
	files := m.image(name)
	const app = "Pupitre.app/Contents/"
	for _, want := range []string{"MacOS/pupitre", "MacOS/pupitrectl", "Resources/pupitre.icns", "Resources/LICENSE", "Resources/THIRD-PARTY-LICENCES.txt", "Resources/sbom.cdx.json", "Info.plist"} {
		if files[app+want] == "" {
			t.Errorf("the image has no %s", want)
		}
	}
	if files["Applications"] != "/Applications" {
		t.Errorf("the image leads to %q", files["Applications"])
	}
	if len(files) != 8 {
		t.Errorf("the image has other files too: %v", files)
	}
	if got := files[app+"MacOS/pupitre"]; got != "for macOS 12.0, CGO_ENABLED=1\n" {
		t.Errorf("the program was built %q", got)
	}
	expectIcons(t, files[app+"Resources/pupitre.icns"])
	expectInfo(t, files[app+"Info.plist"], version(t))
	m.expectSum(name)
}

// expectIcons wants each size twice, as screens of ordinary and of double density ask for it.
func expectIcons(t *testing.T, set string) {
	t.Helper()
	for _, side := range []int{16, 32, 128, 256} {
		for _, want := range []string{fmt.Sprintf("icon_%dx%d.png %d\n", side, side, side), fmt.Sprintf("icon_%dx%d@2x.png %d\n", side, side, 2*side)} {
			if !strings.Contains(set, want) {
				t.Errorf("no %q in %q", want, set)
			}
		}
	}
}

// expectInfo reads the list of what the application says of itself.
func expectInfo(t *testing.T, list, version string) {
	t.Helper()
	var plist struct {
		Keys    []string `xml:"dict>key"`
		Strings []string `xml:"dict>string"`
	}
	if err := xml.Unmarshal([]byte(list), &plist); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"CFBundleExecutable": "pupitre", "CFBundleIconFile": "pupitre.icns", "CFBundleVersion": version, "LSMinimumSystemVersion": "12.0",
		"CFBundleIdentifier": "ca.pupitre.Pupitre",
	} {
		if !slices.Contains(plist.Keys, key) || !slices.Contains(plist.Strings, want) || !strings.Contains(list, "<key>"+key+"</key><string>"+want+"</string>") {
			t.Errorf("%s is not %q in\n%s", key, want, list)
		}
	}
	if strings.Contains(list, "@") {
		t.Errorf("a place is left empty:\n%s", list)
	}
}

func (m *mac) expectSum(name string) {
	m.t.Helper()
	body, err := os.ReadFile(m.path("dist/" + name))
	if err != nil {
		m.t.Fatal(err)
	}
	sum, err := os.ReadFile(m.path("dist/" + name + ".sha256"))
	if want := fmt.Sprintf("%x  %s\n", sha256.Sum256(body), name); err != nil || string(sum) != want {
		m.t.Errorf("the sum is %q, want %q: %v", sum, want, err)
	}
}

// With a certificate the application is signed for the hardened runtime before it is packed, the image is judged by Apple, and its
// sum is that of what is given away.
func TestSignedAndJudged(t *testing.T) {
	m := newMac(t)
	calls, err := m.run("SIGN=Developer ID Application: Boréale", "NOTARY_PROFILE=pupitre")
	if err != nil {
		t.Fatal(err)
	}
	order := []string{"iconutil ", "plutil -lint ", "codesign --force --options runtime --timestamp --sign Developer ID Application: Boréale ", "codesign --verify --strict ", "hdiutil create ", "xcrun notarytool submit ", "xcrun stapler staple "}
	at := 0
	for _, call := range calls {
		if at < len(order) && strings.HasPrefix(call, order[at]) {
			at++
		}
	}
	if at != len(order) {
		t.Errorf("no %q in its place among\n%s", order[at], strings.Join(calls, "\n"))
	}
	name := "pupitre-" + version(t) + "-macos-arm64.dmg"
	if body, err := os.ReadFile(m.path("dist/" + name)); err != nil || !strings.HasSuffix(string(body), "stapled\n") {
		t.Errorf("the image has no ticket: %v", err)
	}
	m.expectSum(name)
}

// A step that fails ends the script with nothing to give away, and a second try begins anew.
func TestAStepThatFails(t *testing.T) {
	m := newMac(t)
	for _, tool := range []string{"go", "iconutil", "plutil", "codesign", "hdiutil"} {
		if _, err := m.run("SIGN=x", "BROKEN="+tool); err == nil {
			t.Errorf("%s has failed, and the script has not", tool)
		}
		if left, _ := filepath.Glob(m.path("dist/*.dmg*")); len(left) != 0 {
			t.Errorf("%s has failed, and there is %v", tool, left)
		}
	}
	if _, err := m.run("SIGN=x", "NOTARY_PROFILE=pupitre", "BROKEN=xcrun"); err == nil {
		t.Error("Apple has refused, and the script has not failed")
	}
	if left, _ := filepath.Glob(m.path("dist/*.sha256")); len(left) != 0 {
		t.Errorf("Apple has refused, and there is %v", left)
	}
	if _, err := m.run(); err != nil {
		t.Errorf("the second try: %v", err)
	}
}
