package picture_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/afero"

	"pupitre/data/branding/picture"
	"pupitre/data/fault"
)

// strangeFile is a file that answers as a test wants it.
type strangeFile struct {
	afero.File
	read func(p []byte) (int, error)
}

func (f strangeFile) Read(p []byte) (int, error) { return f.read(p) }

// strangeInfo is a description with another size and mode.
type strangeInfo struct {
	fs.FileInfo
	size int64
	mode fs.FileMode
}

func (i strangeInfo) Size() int64       { return i.size }
func (i strangeInfo) Mode() fs.FileMode { return i.mode }

// strangeFS has one file, that is not what it seems.
type strangeFS struct {
	afero.Fs
	stat func(fs.FileInfo) fs.FileInfo
	open func(afero.File) afero.File
}

func (s strangeFS) Stat(name string) (fs.FileInfo, error) {
	info, err := s.Fs.Stat(name)
	if err == nil && s.stat != nil {
		info = s.stat(info)
	}
	return info, err
}

func (s strangeFS) Open(name string) (afero.File, error) {
	f, err := s.Fs.Open(name)
	if err == nil && s.open != nil {
		f = s.open(f)
	}
	return f, err
}

func memory(t testing.TB, files map[string][]byte) afero.Fs {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, body := range files {
		if err := afero.WriteFile(fsys, name, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return fsys
}

func TestOpen(t *testing.T) {
	body := pngOf(t, photograph(143, 59))
	got, err := picture.Reader{}.Open(context.Background(), memory(t, map[string][]byte{"logo.doc": body}), "logo.doc") // a wrong name
	if err != nil || got.Format != picture.PNG || got.Width != 143 {
		t.Fatalf("%+v %v", got, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	body := pngOf(t, noise(200, 200, false))
	base := memory(t, map[string][]byte{"logo.png": body, "empty.png": nil})
	if err := base.Mkdir("folder.png", 0o700); err != nil {
		t.Fatal(err)
	}
	sized := func(size int64) afero.Fs {
		return strangeFS{Fs: base, stat: func(i fs.FileInfo) fs.FileInfo { return strangeInfo{i, size, i.Mode()} }}
	}
	reading := func(read func(f afero.File, p []byte) (int, error)) afero.Fs {
		return strangeFS{Fs: base, open: func(f afero.File) afero.File {
			return strangeFile{File: f, read: func(p []byte) (int, error) { return read(f, p) }}
		}}
	}
	seen := 0
	for _, tt := range []struct {
		name, file string
		fsys       afero.Fs
		key        string
		code       fault.Code
	}{
		{"a folder", "folder.png", base, "branding.file_folder", fault.Invalid},
		{"nothing", "none.png", base, "branding.file_gone", fault.NotFound},
		{"an empty file", "empty.png", base, "branding.file_empty", fault.Invalid},
		{"200 MB", "logo.png", sized(200_000_000), "branding.file_large", fault.Invalid},
		{"a byte too many", "logo.png", sized(50_000_001), "branding.file_large", fault.Invalid},
		{"a pipe", "logo.png", strangeFS{Fs: base, stat: func(i fs.FileInfo) fs.FileInfo { return strangeInfo{i, 9, fs.ModeNamedPipe} }}, "branding.file_special", fault.Invalid},
		{"a file that vanishes while it is read", "logo.png", reading(func(f afero.File, p []byte) (int, error) {
			if seen += len(p); seen > 5000 {
				return 0, syscall.EIO
			}
			return f.Read(p)
		}), "branding.file_unreadable", fault.Unavailable},
		{"a file that is cut while it is read", "logo.png", sized(int64(len(body)) + 1000), "branding.file_unreadable", fault.Unavailable},
		{"a file that may not be read", "logo.png", reading(func(afero.File, []byte) (int, error) { return 0, fs.ErrPermission }), "branding.file_unreadable", fault.Unavailable},
	} {
		got, err := picture.Reader{}.Open(context.Background(), tt.fsys, tt.file)
		if key, _ := fault.KeyOf(err); key != tt.key || !fault.Is(err, tt.code) || got.Image != nil {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.key)
		}
	}
}

// A file whose size lies is read no further than it said, and what is refused by its head hardly at all.
func TestOpenReadsNoMoreThanItMust(t *testing.T) {
	read := 0
	endless := func(head string) afero.Fs {
		read = 0
		base := memory(t, map[string][]byte{"f": []byte(head)})
		return strangeFS{
			Fs: base, stat: func(i fs.FileInfo) fs.FileInfo { return strangeInfo{i, 1000, i.Mode()} },
			open: func(f afero.File) afero.File {
				return strangeFile{File: f, read: func(p []byte) (int, error) {
					n := copy(p, head[min(read, len(head)):])
					if n == 0 {
						clear(p)
						n = len(p)
					}
					read += n
					return n, nil
				}}
			},
		}
	}
	r := picture.Reader{Limits: picture.Limits{FileBytes: 100_000, Pixels: 1000, Scans: 10}}
	_, err := r.Open(context.Background(), endless("\x89PNG\r\n\x1a\n"), "f")
	if key, _ := fault.KeyOf(err); key != "branding.file_unreadable" || read > 1001 {
		t.Errorf("%v after %d bytes", err, read)
	}
	_, err = r.Open(context.Background(), endless("<svg>"), "f")
	if key, _ := fault.KeyOf(err); key != "branding.refused_svg" || read > 1000 {
		t.Errorf("%v after %d bytes", err, read)
	}
}

// The same on a disk: a file of 200 MB that takes no room, and a pipe that nobody writes to.
func TestOpenOnADisk(t *testing.T) {
	dir := t.TempDir()
	large, pipe := filepath.Join(dir, "large.png"), filepath.Join(dir, "pipe.png")
	if err := os.WriteFile(large, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, 200_000_000); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for name, want := range map[string]string{large: "branding.file_large", pipe: "branding.file_special", dir: "branding.file_folder"} {
		_, err := picture.Reader{}.Open(ctx, afero.NewOsFs(), name)
		if key, _ := fault.KeyOf(err); key != want {
			t.Errorf("%s: %v, want %s", filepath.Base(name), err, want)
		}
	}
}

func TestACancelledReadingEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r := picture.Reader{Report: func(s picture.Stage, done float64) {
		if s != picture.Reading || done <= 0 || done > 1 {
			t.Errorf("%s %f", s, done)
		}
		cancel()
	}}
	_, err := r.Open(ctx, memory(t, map[string][]byte{"a": pngOf(t, noise(300, 300, false))}), "a")
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
