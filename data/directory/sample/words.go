package sample

// The commonest given and family names of Québec, and words of its enterprises; typing them finds many, as it does in life.
var (
	given = []string{
		"Marie", "Éric", "Sylvie", "Stéphane", "Nathalie", "Martin", "Isabelle", "François", "Mélanie", "Alexandre", "Julie", "Sébastien",
		"Geneviève", "Frédéric", "Amélie", "Jérôme", "Chloé", "Mathieu", "Zoé", "Benoît", "Léa", "Étienne", "Florence", "Gaëlle", "Noël",
		"Rosalie", "Hélène", "Jean", "Pierre", "Louis", "Josée", "Aurélie", "Anaïs", "Émile", "Félix", "William", "Olivier", "Thomas",
		"Samuel", "Gabriel", "Raphaël", "Océane", "Maëlle", "Camille", "Noémie", "Béatrice", "Jade", "Alice", "Emma", "Olivia", "Charlotte",
		"Édouard", "Arthur", "Jacob", "Nathan", "Logan", "Léo", "Théo", "Simon", "Vincent", "Guillaume", "Maxime", "Patrick", "Daniel",
		"Michel", "André", "Robert", "Claude", "Gilles", "Réal", "Réjean", "Normand", "Yvan", "Serge", "Ginette", "Lise", "Louise",
		"Francine", "Diane", "Johanne", "Manon", "Chantal", "Line", "Lucie", "Caroline", "Annie", "Karine", "Véronique", "Valérie",
		"Catherine", "Audrey", "Vanessa", "Jessica", "Sabrina", "Laurence", "Mégane", "Maude", "Søren", "Łukasz", "Ariane",
	}
	family = []string{
		"Tremblay", "Gagnon", "Roy", "Côté", "Bouchard", "Gauthier", "Morin", "Lavoie", "Fortin", "Gagné", "Ouellet", "Pelletier",
		"Bélanger", "Lévesque", "Bergeron", "Leblanc", "Paquette", "Girard", "Simard", "Boucher", "Caron", "Beaulieu", "Cloutier",
		"Dubé", "Poirier", "Fournier", "Lapointe", "Leclerc", "Lefebvre", "Poulin", "Thibault", "St-Pierre", "Nadeau", "Martel",
		"Landry", "Bédard", "Grenier", "Lessard", "Villeneuve", "Blais", "Demers", "Couture", "Savard", "Hébert", "Bernier", "Michaud",
		"Desjardins", "Lacroix", "Proulx", "Turcotte", "Champagne", "Drouin", "Allard", "Rousseau", "Gosselin", "Bertrand", "Larouche",
		"Dufour", "Thériault", "Beaudoin", "Tessier", "Boivin", "Ménard", "Plante", "Rivard", "Charron", "Brisson", "Vachon", "Gravel",
		"L’Écuyer", "D’Amours", "Lanctôt", "Archambault", "Arsenault", "Gendron", "Deschênes", "Cyr", "Dion", "Dumont", "Fontaine",
		"Giguère", "Hamel", "Jobin", "Labbé", "Lachance", "Laflamme", "Lamontagne", "Langlois", "Laplante", "Légaré", "Létourneau",
		"Mercier", "Naud", "Parent", "Perron", "Picard", "Raymond", "Renaud", "Richard", "Robitaille", "Sirois", "Soucy", "Trudel",
		"Vaillancourt", "Veilleux", "Nguyen", "Diallo", "Haddad", "Rodríguez", "Groß", "Østergård", "Łapiński", "Ægisdóttir", "Lebœuf",
	}
	towns = []string{
		"Montréal", "Québec", "Laval", "Gatineau", "Longueuil", "Sherbrooke", "Lévis", "Saguenay", "Trois-Rivières", "Terrebonne",
		"Saint-Jérôme", "Repentigny", "Drummondville", "Granby", "Saint-Hyacinthe", "Rimouski", "Victoriaville", "Rouyn-Noranda",
		"Sept-Îles", "Val-d’Or", "Alma", "Magog", "Baie-Comeau", "Gaspé", "Mont-Laurier", "Chibougamau", "L’Assomption", "Châteauguay",
	}
	works = []string{
		"Ventes", "Comptabilité", "Ressources humaines", "Soutien technique", "Réception", "Expédition", "Achats", "Marketing",
		"Juridique", "Génie", "Qualité", "Recherche et développement", "Service à la clientèle", "Production", "Entretien",
		"Informatique", "Direction générale", "Formation", "Santé et sécurité", "Paie", "Logistique", "Communications",
	}
	trades = []string{
		"Érablière", "Boulangerie", "Clinique", "Groupe", "Transport", "Assurances", "Scierie", "Pharmacie", "Aluminerie", "Coopérative",
		"Librairie", "Fonderie", "Laiterie", "Brasserie", "Aciérie", "Imprimerie", "Hôtellerie", "Garderie", "Caisse", "Musée",
	}
	places = []string{"Siège social", "Entrepôt", "Usine", "Succursale", "Bureau", "Comptoir", "Centre de services", "Atelier"}
	// Area codes of Québec first, then some of the rest of Canada.
	areas = []string{
		"514", "438", "418", "581", "450", "579", "819", "873", "367", "354", "263", "468", "613", "343", "506", "416", "647", "905",
		"604", "780", "403", "204", "306", "902", "709",
	}
	tollFree = []string{"800", "833", "844", "855", "866", "877", "888"}
)
