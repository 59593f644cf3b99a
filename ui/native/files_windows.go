package native

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"unicode/utf16"
	"unsafe"

	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

// openFileName is OPENFILENAMEW:
// https://learn.microsoft.com/windows/win32/api/commdlg/ns-commdlg-openfilenamew
type openFileName struct {
	size            uint32
	owner, instance uintptr
	filter          *uint16
	customFilter    *uint16
	maxCustomFilter uint32
	filterIndex     uint32
	file            *uint16
	maxFile         uint32
	fileTitle       *uint16
	maxFileTitle    uint32
	initialFolder   *uint16
	title           *uint16
	flags           uint32
	fileOffset      uint16
	fileExtension   uint16
	defaultExt      *uint16
	customData      uintptr
	hook            uintptr
	template        *uint16
	reserved        uintptr
	reservedWord    uint32
	flagsEx         uint32
}

// Flags of the dialog (commdlg.h).
const (
	ofnOverwritePrompt = 0x2
	ofnHideReadOnly    = 0x4
	ofnNoChangeFolder  = 0x8
	ofnPathMustExist   = 0x800
	ofnFileMustExist   = 0x1000
	ofnExplorer        = 0x80000
)

// maxPath is the longest path taken, in UTF-16 units: that of Windows with long paths.
const maxPath = 32768

var (
	commonDialogs = windows.NewLazySystemDLL("comdlg32.dll")
	askOpen       = commonDialogs.NewProc("GetOpenFileNameW")
	askSave       = commonDialogs.NewProc("GetSaveFileNameW")
	askError      = commonDialogs.NewProc("CommDlgExtendedError")
)

// commonDialog asks in the common dialog of Windows, which looks like that of the Explorer. It holds the window meanwhile,
// so that a second question cannot come.
type commonDialog struct{}

func systemChooser() chooser { return commonDialog{} }

// choose implements chooser. Nothing can close the dialog from outside: ctx is looked at before it opens only.
func (commonDialog) choose(ctx context.Context, q question) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	ask := askOpen
	if q.saving {
		ask = askSave
	}
	if err := ask.Find(); err != nil {
		return "", noDialog(err)
	}
	o, path := prepare(q)
	runtime.LockOSThread() // the dialog has a queue of messages, and those belong to a thread
	defer runtime.UnlockOSThread()
	if ok, _, _ := ask.Call(uintptr(unsafe.Pointer(o))); ok != 0 { // #nosec G103 -- the dialog takes a pointer
		return windows.UTF16ToString(path), nil
	}
	if code, _, _ := askError.Call(); code != 0 {
		return "", noDialog(fmt.Errorf("common dialog error %#x", code))
	}
	return "", nil
}

// prepare fills the dialog in; path is where it will put its answer.
func prepare(q question) (o *openFileName, path []uint16) {
	path = make([]uint16, maxPath)
	copy(path[:maxPath-1], utf16.Encode([]rune(q.name)))
	o = &openFileName{
		filter: filterText(q.endings), file: &path[0], maxFile: maxPath, title: text(q.title),
		flags: ofnExplorer | ofnHideReadOnly | ofnNoChangeFolder | ofnPathMustExist,
	}
	o.size = uint32(unsafe.Sizeof(*o)) // #nosec G103 -- the structure names its own size
	if w, ok := q.parent.(driver.WindowsWindowContext); ok {
		o.owner = w.HWND
	}
	if !q.saving {
		o.flags |= ofnFileMustExist
		return o, path
	}
	o.flags |= ofnOverwritePrompt
	if i := strings.LastIndexByte(q.name, '.'); i >= 0 { // a name typed without an extension gets the proposed one
		o.defaultExt = text(q.name[i+1:])
	}
	return o, path
}

// text is a text as Windows takes it; what follows a NUL is cut.
func text(s string) *uint16 {
	s, _, _ = strings.Cut(s, "\x00")
	return &append(utf16.Encode([]rune(s)), 0)[0]
}

// filterText lists the kinds of files, as pairs of a name and a pattern with NULs between, nil for everything.
func filterText(endings []string) *uint16 {
	if len(endings) == 0 {
		return nil
	}
	p := patterns(endings)
	pair := strings.Join(p, ", ") + "\x00" + strings.Join(p, ";") + "\x00\x00"
	return &utf16.Encode([]rune(pair))[0]
}
