package sample

import (
	"pupitre/data/settings"
	"pupitre/data/syncing"
)

// Ids of the sample provider's resellers.
const (
	RiveSud   = reseller
	NorthLink = "0190b2f0-0000-7000-8000-0000000000c2"
	CoteNord  = "0190b2f0-0000-7000-8000-0000000000c3"
)

// Resellers adds three resellers, one of which is deactivated.
func Resellers(v syncing.View) {
	Resold(v)
	for _, r := range []settings.Reseller{
		{ID: RiveSud, Name: "Télécom Rive-Sud", Language: "fr", Telephony: Laurier, Email: "info@rive-sud.example", Phone: "+14505550140", Active: true},
		{ID: NorthLink, Name: "NorthLink Telecom", Language: "en", Telephony: Horizon, Phone: "+18195550120", Active: true, Note: "Renewed in 2027."},
		{ID: CoteNord, Name: "Téléphonie Côte-Nord", Language: "fr", Email: "bonjour@cote-nord.example"},
	} {
		put(v, settings.ResellerEntity(r.ID), r.Fields())
	}
}
