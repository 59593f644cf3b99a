package remote

import (
	"net/http"

	"pupitre/data/server" // want desktop-and-server-meet-on-the-wire
	"pupitre/data/wire"
)
