package credentials

import (
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Grouped writes a key in groups of four, as people read it to each other; authenticator programs take it with spaces.
func Grouped(key string) string {
	var out strings.Builder
	for i, r := range key {
		if i > 0 && i%4 == 0 {
			out.WriteByte(' ')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// NewSecret shows what an authenticator program needs: the picture to scan, and under it the key to type where there is no
// camera. A text too long for a picture leaves the key alone.
func NewSecret(p *i18n.Printer, secret wire.TOTPSecret, keep Keeping) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Body(p.T("account.totp.scan"))}
	if picture, err := NewQR(secret.URI); err == nil {
		parts = append(parts, picture)
	}
	key := widgets.Column("", widgets.Muted(p.T("account.totp.key")), widgets.Strong(Grouped(secret.Secret)))
	if keep.Copy == nil {
		return widgets.Column(look.Space12, append(parts, key)...)
	}
	copyKey := widgets.NewIconButton(resources.ContentCopy, p.T("account.totp.copy_key"), func() { keep.Copy(secret.Secret) })
	copyKey.SetFieldID(fieldCopyKey)
	return widgets.Column(look.Space12, append(parts, widgets.Ends(key, copyKey))...)
}
