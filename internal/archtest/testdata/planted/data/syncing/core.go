package syncing

import (
	"context"
	"math/rand/v2"
	"net/http" // want sync-core-is-pure
	"time"

	"pupitre/data/store" // want sync-core-is-pure
	"pupitre/data/wire"
)

func step(now time.Time, r *rand.Rand) {
	r.IntN(3)
	time.Now() // want sync-core-is-pure
}
