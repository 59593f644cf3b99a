package picture

import (
	"context"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Verify holds an image that is ready to be kept, and was not made here, against the rules of check (branding.CheckLogo or
// CheckFavicon), and decodes it to its end. Nothing is decoded before its size is known to be within the rules. Faults are those
// of blob.Check, of check and of Decode.
func (r Reader) Verify(ctx context.Context, body []byte, check func(wire.BlobRef) error) (blob.Info, error) {
	const op = "picture.Verify"
	format, err := Sniff(body[:min(len(body), sniffBytes)])
	if err != nil {
		return blob.Info{}, fault.Wrap(op, err)
	}
	info, unsound := blob.Check(body)
	if unsound == nil {
		unsound = check(info.Ref())
	}
	if unsound != nil && format != ICO {
		return blob.Info{}, fault.Wrap(op, unsound)
	}
	// The images of an icon are bounded one by one: its reader says better what is wrong.
	if _, err := r.Decode(ctx, body); err != nil {
		return blob.Info{}, fault.Wrap(op, err)
	}
	if unsound != nil {
		return blob.Info{}, fault.Wrap(op, unsound)
	}
	return info, nil
}
