//go:build linux && cgo

package workstation

import (
	"os/exec"
	"strings"
	"testing"
)

func TestLocale(t *testing.T) {
	for name, c := range map[string]struct{ env, want string }{
		"nothing set":         {"", "language= LC_ALL=C.UTF-8 LANGUAGE=fr"},
		"plain C":             {"LANG=C", "language= LC_ALL=C.UTF-8 LANGUAGE=fr"},
		"C over French":       {"LC_ALL=C LANG=fr_CA.UTF-8", "language= LC_ALL=C.UTF-8 LANGUAGE=fr"},
		"already UTF-8":       {"LANG=C.UTF-8", "language= LC_ALL= LANGUAGE=fr"},
		"not installed":       {"LANG=fr_ZZ.UTF-8", "language=fr LC_ALL=C.UTF-8 LANGUAGE=fr"},
		"not UTF-8":           {"LANG=en_CA.ISO-8859-1", "language=en LC_ALL=C.UTF-8 LANGUAGE=en"},
		"language of its own": {"LANG=C.UTF-8 LANGUAGE=de:fr:en", "language=fr LC_ALL= LANGUAGE=de:fr:en"},
		"neither":             {"LANG=C.UTF-8 LANGUAGE=de", "language= LC_ALL= LANGUAGE=de"},
	} {
		t.Run(name, func(t *testing.T) {
			process := startOther(t, "locale", "", func(cmd *exec.Cmd) {
				role := cmd.Env[len(cmd.Env)-1]
				cmd.Env = append(strings.Fields(c.env), role)
			})
			if got := process.line(); got != c.want {
				t.Errorf("%s: got %q, want %q", c.env, got, c.want)
			}
		})
	}
}
