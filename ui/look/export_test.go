package look

// FyneTags are the languages under which our words are given to Fyne.
var FyneTags = fyneTags
