package resources

import "pupitre/i18n" // want leaves-import-nothing-of-ours
