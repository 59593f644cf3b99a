package server

import (
	"bytes"
	"net/http"

	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/server/portal"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// forEver is for what is named by its content.
const forEver = "public, max-age=31536000, immutable"

// brandOf reads a provider's look; chosen is false while it has the one that all begin with. What a desktop says about an
// image is not believed: type and dimensions are those that the server found itself, and an image that does not keep the
// rules is left out.
func brandOf(tx *store.Tx, provider string) (brand branding.Brand, chosen bool, err error) {
	const op = "server.brandOf"
	items, err := tx.Entity(syncing.ProviderSpace(provider), branding.Entity)
	if err != nil {
		return brand, false, fault.Wrap(op, err)
	}
	fields := make(map[string]wire.Value, len(items))
	for _, it := range items {
		if !it.Deleted {
			fields[it.Field] = it.Value
		}
	}
	brand = branding.From(fields)
	for _, image := range []struct {
		ref   **wire.BlobRef
		check func(wire.BlobRef) error
	}{{&brand.Logo, branding.CheckLogo}, {&brand.Favicon, branding.CheckFavicon}} {
		if *image.ref == nil {
			continue
		}
		b, err := tx.Blob(provider, (*image.ref).SHA256)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return brand, false, fault.Wrap(op, err)
		}
		found := b.Ref()
		*image.ref = &found
		if err != nil || image.check(found) != nil {
			*image.ref = nil
		}
	}
	return brand, len(fields) > 0, nil
}

// branding tells the look of a provider to everybody: chat widgets take it up.
func (s *Server) branding(w http.ResponseWriter, r *http.Request) {
	const op = "server.branding"
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	var brand branding.Brand
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		provider, err := tx.ProviderBySlug(r.PathValue("slug"))
		if err != nil {
			return err
		}
		brand, _, err = brandOf(tx, provider.ID)
		return err
	})
	if err != nil {
		s.fail(w, r, fault.Wrap(op, err))
		return
	}
	slug := r.PathValue("slug")
	s.showJSON(w, r, wire.Branding{
		Color1: brand.Color1.Hex(), Color2: brand.Color2.Hex(),
		OnColor1: branding.TextOn(brand.Color1).Hex(), OnColor2: branding.TextOn(brand.Color2).Hex(),
		Logo: publicImage(slug, brand.Logo), Favicon: publicImage(slug, brand.Favicon),
	})
}

func publicImage(slug string, ref *wire.BlobRef) *wire.BrandingImage {
	if ref == nil {
		return nil
	}
	return &wire.BrandingImage{
		Address: portal.ImageAddress(slug, ref), Type: ref.Type, Width: ref.Width, Height: ref.Height, Size: ref.Size,
	}
}

// brandImage gives an image of a provider's look to everybody, past ones too: letters that were sent show them. Its type is
// the one that the server found, whatever its address or its sender say.
func (s *Server) brandImage(w http.ResponseWriter, r *http.Request) {
	const op = "server.brandImage"
	var b store.Blob
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		provider, err := tx.ProviderBySlug(r.PathValue("slug"))
		if err != nil {
			return err
		}
		b, err = tx.Blob(provider.ID, r.PathValue("sha256"))
		return err
	})
	if err == nil && branding.CheckLogo(b.Ref()) != nil && branding.CheckFavicon(b.Ref()) != nil {
		err = fault.New(fault.NotFound, op, "blob.not_found") // an image, but none that we show
	}
	if fault.Is(err, fault.NotFound) {
		s.pageNotFound(w, r)
		return
	}
	if err != nil {
		s.pageFailed(w, r, fault.Wrap(op, err))
		return
	}
	h := w.Header()
	h.Set("Content-Type", b.Type)
	h.Set("Cache-Control", forEver)
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin") // chat widgets and letters show it on other sites
	h.Set("ETag", `"`+b.SHA256+`"`)
	http.ServeContent(w, r, "", noTime, bytes.NewReader(b.Body))
}

// brandColours gives the style sheet of two colours. It depends on its address only.
func (s *Server) brandColours(w http.ResponseWriter, r *http.Request) {
	sheet, ok := portal.Colours(r.PathValue("file"))
	if !ok {
		s.pageNotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/css; charset=utf-8")
	h.Set("Cache-Control", forEver)
	http.ServeContent(w, r, "", noTime, bytes.NewReader(sheet))
}
