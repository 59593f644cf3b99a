//go:build linux && cgo

package workstation

/*
#include <langinfo.h>
#include <locale.h>
#include <string.h>

// NULL from setlocale means that the locale named by the environment is not installed.
static int pupitre_locale_is_utf8(void) {
	return setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
*/
import "C"

// localeIsUTF8 asks the C library, as the window library will: the names in the environment alone do not tell whether the
// locale is installed.
func localeIsUTF8() bool { return C.pupitre_locale_is_utf8() == 1 }
