package settings

import "pupitre/data/wire"

// A reseller of the provider.
const (
	kindReseller   = "reseller"
	FieldTelephony = "telephony" // id of the telephony provider, or null
	FieldActive    = "active"    // boolean
)

// ResellerEntity is the entity of a reseller.
func ResellerEntity(id string) string { return kindReseller + ":" + id }

// ResellerOf is the reseller of a ResellerEntity, "" for another kind of entity.
func ResellerOf(entity string) string { return idOf(kindReseller, entity) }

// Reseller is a business that sells the provider's service.
type Reseller struct {
	ID        string
	Name      string
	Language  string // "fr" or "en"
	Telephony string // id of the telephony provider, "" for none
	Email     string // "" for none
	Phone     string // E.164, "" for none
	Active    bool
	Note      string
}

// NewReseller is a reseller as it begins: in the default language, with the default telephony provider, active.
func NewReseller(id string, v Values) Reseller {
	return Reseller{
		ID: id, Language: ProfileFrom(v[EntityProfile]).DefaultLanguage,
		Telephony: String(v[EntityTelephony][FieldDefault]), Active: true,
	}
}

// ResellerFrom reads the stored fields; a reseller is active unless it was deactivated.
func ResellerFrom(id string, fields map[string]wire.Value) Reseller {
	r := Reseller{
		ID: id, Name: String(fields[FieldName]), Language: String(fields[FieldLanguage]),
		Telephony: String(fields[FieldTelephony]), Email: String(fields[FieldEmail]), Phone: String(fields[FieldPhone]),
		Active: string(fields[FieldActive]) != "false", Note: String(fields[FieldNote]),
	}
	if r.Language == "" {
		r.Language = Languages[0]
	}
	return r
}

// Fields gives the stored form, by field.
func (r Reseller) Fields() map[string]wire.Value {
	return map[string]wire.Value{
		FieldName: Text(r.Name), FieldLanguage: Text(r.Language), FieldTelephony: OptionalText(r.Telephony),
		FieldEmail: OptionalText(r.Email), FieldPhone: OptionalText(r.Phone), FieldActive: Truth(r.Active),
		FieldNote: OptionalText(r.Note),
	}
}
