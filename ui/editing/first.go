package editing

// First is the first control of a field, or the entity where the field has none: where a link to the field leads.
func (m *Model) First(entity, field string) FieldID { return m.first(entity, field) }
