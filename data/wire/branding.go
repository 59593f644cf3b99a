package wire

// Branding is the public answer of GET /p/{slug}/branding: the look of a provider. Addresses are relative to the server.
type Branding struct {
	Color1   string         `json:"color1"` // "#rrggbb"
	Color2   string         `json:"color2"`
	OnColor1 string         `json:"on_color1"` // of text on colour 1: black or white, what contrasts more
	OnColor2 string         `json:"on_color2"`
	Logo     *BrandingImage `json:"logo"` // null for none
	Favicon  *BrandingImage `json:"favicon"`
}

// BrandingImage is an image that everybody may fetch. Its address names its content, so it can be kept for ever.
type BrandingImage struct {
	Address string `json:"address"`
	Type    string `json:"type"`   // media type
	Width   int    `json:"width"`  // pixels; of the largest image of an icon
	Height  int    `json:"height"` // pixels
	Size    int    `json:"size"`   // bytes
}
