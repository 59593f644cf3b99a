package catalog

// pageEntries are the pages on sample data.
func pageEntries() []Entry {
	return []Entry{
		{ID: "page-settings", Group: groupPages, Title: "Settings (model)", Build: settingsModel},
		{ID: "page-empty", Group: groupPages, Title: "Empty (model)", Build: emptyModel},
	}
}
