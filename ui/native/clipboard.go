package native

import (
	"context"
	"errors"
	"time"
)

// Bounds of what is read from the clipboard: another program is at the other end, and may be slow, silent or wrong.
const (
	clipboardMost = 50_000_000 // bytes, as for a file
	clipboardWait = 5 * time.Second
)

// errNoClipboard tells that there is no clipboard to ask.
var errNoClipboard = errors.New("the system has no clipboard for images")

// ClipboardImage is the image that was copied last, in one of the formats PNG, JPEG or GIF; nothing when it was something
// else. Fyne's own clipboard has text only. It blocks until the program that has copied answers, for some seconds at most.
func ClipboardImage(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, clipboardWait)
	defer cancel()
	return readClipboardImage(ctx)
}
