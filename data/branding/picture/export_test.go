package picture

import (
	"context"
	"image"
)

// Reduce is reduce without progress.
func Reduce(ctx context.Context, img image.Image) (*image.NRGBA, error) { return reduce(ctx, img, nil) }
