//go:build !windows && (!darwin || ios) && (!linux || android)

package native

import "context"

func readClipboardImage(context.Context) ([]byte, error) { return nil, errNoClipboard }
