package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var at = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// packageWith is a file with a summary in its middle, as wixl writes it: a text, a package code and two times.
func packageWith(content, code string, made time.Time) []byte {
	put := func(numbers ...uint32) (out []byte) {
		for _, n := range numbers {
			out = binary.LittleEndian.AppendUint32(out, n)
		}
		return out
	}
	text := append(put(typeText, codeSize+1), code+"\x00\x00"...)
	moment := binary.LittleEndian.AppendUint64(put(typeTime), fileTime(made))
	values := uint32(8 + 8*3)
	section := put(0, 3, propertyPackage, values, propertyCreated, values+uint32(len(text)), propertySaved, values+uint32(len(text)+len(moment)))
	section = append(append(append(section, text...), moment...), moment...)
	binary.LittleEndian.PutUint32(section, uint32(len(section)))
	stream := append(make([]byte, formatAt), summaryFormat...)
	stream = append(append(stream, put(formatAt+formatSize+4)...), section...)
	return []byte(content + string(stream) + "end")
}

const (
	oneCode   = "{9B884F63-C310-4B8B-85FE-8AB1C4A1D3CE}"
	otherCode = "{0C70B5A2-04C9-4B39-9C1E-6F2A3C0E0F11}"
)

// Two packages of the same files that were made at another time and by another lot become the same; those of other files do not.
func TestStampedPackagesOfTheSameFilesAreTheSame(t *testing.T) {
	one, again := packageWith("files", oneCode, at.Add(-time.Hour)), packageWith("files", otherCode, at)
	other := packageWith("other", oneCode, at.Add(-time.Hour))
	size := len(one)
	for _, file := range [][]byte{one, again, other} {
		if err := stamp(file, at); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one, again) {
		t.Error("two packages of the same files differ")
	}
	if len(one) != size {
		t.Errorf("the package has %d bytes, and had %d", len(one), size)
	}
	code, times, err := fields(one)
	if err != nil {
		t.Fatal(err)
	}
	otherCode, _, err := fields(other)
	if err != nil || bytes.Equal(code, otherCode) {
		t.Errorf("two packages have the code %s: %v", code, err)
	}
	for _, made := range times {
		if got := binary.LittleEndian.Uint64(made); got != fileTime(at) {
			t.Errorf("made at %d", got)
		}
	}
}

// Windows counts from another year, in other parts of a second.
func TestFileTime(t *testing.T) {
	if got := fileTime(time.Unix(0, 0)); got != 116_444_736_000_000_000 { // FILETIME of the Unix epoch, Microsoft's documentation
		t.Errorf("1970 is %d", got)
	}
	if got := fileTime(time.Unix(1, 0)) - fileTime(time.Unix(0, 0)); got != 10_000_000 {
		t.Errorf("a second is %d", got)
	}
}

// A file that is no package, is cut off, or has two summaries is left as it is.
func TestWhatIsNoPackageStaysAsItIs(t *testing.T) {
	good := packageWith("files", oneCode, at)
	bad := map[string][]byte{
		"nothing": nil, "a text": []byte("text"), "two": append(bytes.Clone(good), good...),
		"a code in small letters": packageWith("files", strings.ToLower(oneCode), at),
	}
	for n := range len(good) - len("end") {
		if err := stamp(bytes.Clone(good[:n]), at); err == nil {
			t.Fatalf("cut off at %d, and stamped", n)
		}
	}
	for name, file := range bad {
		before := bytes.Clone(file)
		if err := stamp(file, at); err == nil || !bytes.Equal(before, file) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The code of a version never changes, and stands under that of all our versions.
func TestProductCodes(t *testing.T) {
	if a, b := product("0.1.0"), product("0.1.1"); a == b || a != product("0.1.0") || strings.ToUpper(a) != a {
		t.Errorf("%s, %s", a, b)
	}
	source, err := os.ReadFile(filepath.FromSlash("../../../packaging/windows/pupitre.wxs"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(source), `UpgradeCode="`+upgrade+`"`) {
		t.Error("pupitre.wxs has another upgrade code, or writes it in small letters")
	}
}
