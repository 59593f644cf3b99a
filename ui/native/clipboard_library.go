//go:build windows || (darwin && !ios)

package native

import (
	"context"
	"fmt"
	"sync"

	"golang.design/x/clipboard"
)

var openClipboard = sync.OnceValue(clipboard.Init)

// readClipboardImage reads the system's clipboard, which gives a PNG of whatever bitmap it has.
func readClipboardImage(ctx context.Context) ([]byte, error) {
	if err := openClipboard(); err != nil {
		return nil, fmt.Errorf("%w: %w", errNoClipboard, err)
	}
	return clipboard.Read(clipboard.FmtImage), ctx.Err()
}
