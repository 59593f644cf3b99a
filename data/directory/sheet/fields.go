package sheet

import (
	"slices"

	"pupitre/data/directory"
)

// Field is a column of a file.
type Field string

// The fields. Those of an entry have the names of its members.
const (
	ID            Field = "id"
	Kind          Field = "kind"
	Account       Field = "account"
	Name          Field = "name"
	Phone         Field = "phone"
	Extension     Field = "extension"
	Email         Field = "email"
	Site          Field = "site"
	Department    Field = "department"
	Location      Field = "location"
	NumberType    Field = "number_type"
	ExtensionType Field = "extension_type"
	Custom        Field = "custom"
	Administrator Field = "administrator"
)

// fields are in the order of an export.
var fields = []Field{
	ID, Kind, Account, Name, Phone, Extension, Email, Site, Department, Location, NumberType, ExtensionType, Custom, Administrator,
}

// Fields lists the fields in the order of an export.
func Fields() []Field { return slices.Clone(fields) }

// What people write above columns and in them, in both languages, as directory.Fold gives it; an export writes some of them.
var (
	titleWords = map[string]Field{
		"id": ID, "identifiant": ID, "identifier": ID,
		"kind": Kind, "categorie": Kind, "category": Kind, "genre": Kind,
		"account": Account, "compte": Account,
		"name": Name, "nom": Name, "full name": Name, "nom complet": Name,
		"phone": Phone, "telephone": Phone, "phone number": Phone, "numero de telephone": Phone, "numero": Phone, "number": Phone,
		"extension": Extension, "poste": Extension, "ext": Extension, "ext.": Extension, "no poste": Extension, "numero de poste": Extension,
		"email": Email, "e-mail": Email, "courriel": Email, "adresse courriel": Email,
		"site": Site, "department": Department, "departement": Department, "service": Department,
		"location": Location, "emplacement": Location,
		"number type": NumberType, "type de numero": NumberType,
		"extension type": ExtensionType, "type de poste": ExtensionType,
		"custom field": Custom, "champ personnalise": Custom,
		"administrator": Administrator, "administrateur": Administrator,
	}
	kindWords = map[string]directory.Kind{
		"user": directory.User, "utilisateur": directory.User, "users": directory.User, "utilisateurs": directory.User, "utilisatrice": directory.User,
		"number": directory.Number, "numero": directory.Number, "group": directory.Group, "groupe": directory.Group,
		"ivr": directory.IVR, "rvi": directory.IVR, "site": directory.Site,
		"department": directory.Department, "departement": directory.Department, "service": directory.Department,
		"location": directory.Location, "emplacement": directory.Location,
		"account": directory.Account, "compte": directory.Account,
	}
	numberWords = map[string]directory.NumberType{
		"main": directory.MainNumber, "principal": directory.MainNumber, "direct": directory.DirectNumber,
		"toll-free": directory.TollFree, "toll free": directory.TollFree, "toll_free": directory.TollFree, "sans frais": directory.TollFree,
		"fax": directory.FaxNumber, "telecopieur": directory.FaxNumber, "telecopie": directory.FaxNumber,
	}
	extensionWords = map[string]directory.ExtensionType{
		"call queue": directory.CallQueue, "call_queue": directory.CallQueue, "file d’attente": directory.CallQueue, "file d'attente": directory.CallQueue,
		"ring group": directory.RingGroup, "ring_group": directory.RingGroup, "groupe de sonnerie": directory.RingGroup,
		"message only": directory.MessageOnly, "message_only": directory.MessageOnly, "messages seulement": directory.MessageOnly, "messagerie seule": directory.MessageOnly,
		"announcement": directory.Announce, "annonce": directory.Announce,
		"shared line": directory.SharedLine, "shared_line": directory.SharedLine, "ligne partagee": directory.SharedLine,
		"paging": directory.Paging, "recherche de personne": directory.Paging,
		"park location": directory.ParkingSpot, "park_location": directory.ParkingSpot, "mise en garde": directory.ParkingSpot,
		"parcage d’appels": directory.ParkingSpot, "parcage d'appels": directory.ParkingSpot,
	}
)

// Propose gives each title the field that it most likely means, "" for none; no field twice.
func Propose(titles []string) []Field {
	list := make([]Field, len(titles))
	for i, title := range titles {
		if f := titleWords[directory.Fold(title)]; !slices.Contains(list, f) {
			list[i] = f
		}
	}
	return list
}
