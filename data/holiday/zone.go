package holiday

// zones tells whose law applies in the places of an IANA zone, by the zone's principal city.
var zones = map[string]Jurisdiction{
	"America/Montreal": Quebec, "America/Blanc-Sablon": Quebec, "America/Toronto": Ontario, "America/Thunder_Bay": Ontario,
	"America/Nipigon": Ontario, "America/Rainy_River": Ontario, "America/Atikokan": Ontario, "America/Winnipeg": Manitoba,
	"America/Regina": Saskatchewan, "America/Swift_Current": Saskatchewan, "America/Edmonton": Alberta,
	"America/Vancouver": BritishColumbia, "America/Dawson_Creek": BritishColumbia, "America/Fort_Nelson": BritishColumbia,
	"America/Creston": BritishColumbia, "America/Halifax": NovaScotia, "America/Glace_Bay": NovaScotia,
	"America/Moncton": NewBrunswick, "America/St_Johns": NewfoundlandLabrador, "America/Goose_Bay": NewfoundlandLabrador,
	"America/Whitehorse": Yukon, "America/Dawson": Yukon, "America/Yellowknife": NorthwestTerritories,
	"America/Inuvik": NorthwestTerritories, "America/Iqaluit": Nunavut, "America/Rankin_Inlet": Nunavut,
	"America/Cambridge_Bay": Nunavut, "America/Resolute": Nunavut, "America/Pangnirtung": Nunavut,
}

// Likely is the jurisdiction to propose for a service in an IANA zone whose subscribers speak a language, "fr" or "en".
// Toronto's zone is Québec's too: there the language decides. Elsewhere than in Canada it is federal law.
func Likely(zone, language string) Jurisdiction {
	j, known := zones[zone]
	switch {
	case !known:
		return Federal
	case j == Ontario && language == "fr":
		return Quebec
	}
	return j
}
