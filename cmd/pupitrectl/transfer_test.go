package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pupitre/cmd/internal/cli"
	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/demo"
	"pupitre/i18n"
)

func (s *shellOf) file(name, content string) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

const support = `pupitre: 1
support:
  email: Soutien@Boréale.example
  phone: (514) 555-0123
telephony:
  default: Voix Laurentienne
  providers:
    - name: Voix Laurentienne
      host: sip.laurentienne.example
      transport: tls
`

func TestSettingsComeInAndGoOut(t *testing.T) {
	s := newShell(t)
	in := s.file("in.yaml", support)
	if got := s.want(cli.Done, "import", "--file", in, "--dry-run"); !strings.Contains(got, "+ telephony:") || !strings.Contains(got, "Voix Laurentienne") {
		t.Errorf("the dry run printed %q", got)
	}
	if page := s.portal(); strings.Contains(page, "Soutien@") {
		t.Fatal("a dry run was saved")
	}
	s.wantSentence(cli.Done, "ctl.import_summary", []string{"import", "--file", in}, "Created", 1, "Updated", 2, "Deleted", 0, "Unchanged", 0)
	if page := s.portal(); !strings.Contains(page, "mailto:Soutien@xn--borale-dva.example") || !strings.Contains(page, "514\u00a0555-0123") {
		t.Errorf("the portal page does not show how support is reached:\n%s", page)
	}
	out := filepath.Join(t.TempDir(), "out.yaml")
	s.wantSentence(cli.Done, "ctl.exported", []string{"export", "--file", out}, "File", out)
	written, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if printed := s.want(cli.Done, "export"); printed != string(written) {
		t.Errorf("printed %q, written %q", printed, written)
	}
	if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	before := s.want(cli.Done, "export")
	s.want(cli.Done, "import", "--file", out, "--prune")
	if after := s.want(cli.Done, "export"); after != before {
		t.Errorf("what was written changes what is set: %q, then %q", before, after)
	}
}

func TestAFileWithMistakesChangesNothing(t *testing.T) {
	s := newShell(t)
	before := s.want(cli.Done, "export")
	bad := s.file("bad.yaml", "pupitre: 1\nsupport:\n  email: soutien@\n  fax: 1\nprofile:\n  name: Autre\n")
	s.wantSentence(cli.Failed, "ctl.import_refused", []string{"import", "--file", bad}, "Count", 2)
	s.wantSentence(cli.Failed, "transfer.unknown_key", []string{"import", "--file", bad}, "Key", "fax")
	_, out, _ := s.run("import", "--file", bad, "--json")
	var report fileReport
	if err := json.Unmarshal([]byte(out), &report); err != nil || len(report.Problems) != 2 || report.Problems[0].Line != 3 ||
		report.Problems[0].ID != "settings.email_form" || report.Problems[1].Line != 4 || len(report.Changes) != 0 {
		t.Errorf("%v %s", err, out)
	}
	if after := s.want(cli.Done, "export"); after != before {
		t.Errorf("something changed: %q, then %q", before, after)
	}
	s.wantSentence(cli.Failed, "ctl.file_not_read", []string{"import", "--file", "/nowhere/x.yaml"}, "File", "/nowhere/x.yaml")
	s.wantSentence(cli.Failed, "ctl.file_not_written", []string{"export", "--file", "/nowhere/x.yaml"}, "File", "/nowhere/x.yaml")
}

// A look comes in with its very bytes, which the public is served; another computer's export has them again.
func TestALookComesInAndGoesOut(t *testing.T) {
	s := newShell(t)
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewNRGBA(image.Rect(0, 0, branding.LogoWidth, branding.LogoHeight))); err != nil {
		t.Fatal(err)
	}
	in := s.file("look.yaml", "pupitre: 1\nbranding:\n  color1: \"#00796b\"\n  logo: "+base64.StdEncoding.EncodeToString(logo.Bytes())+"\n")
	p := i18n.For(i18n.French)
	told := p.N("branding.words.image", logo.Len(), "Width", branding.LogoWidth, "Height", branding.LogoHeight, "Format", "PNG")
	if got := s.want(cli.Done, "import", "--file", in, "--dry-run"); !strings.Contains(got, "logo: ") || !strings.Contains(got, told) {
		t.Errorf("the dry run printed %q, and not %q", got, told)
	}
	s.want(cli.Done, "import", "--file", in)
	address := "/p/" + demo.Slug + "/images/" + blob.Hash(logo.Bytes())
	if page := s.portal(); !strings.Contains(page, address) {
		t.Errorf("the portal page does not show %s:\n%s", address, page)
	}
	s.data = t.TempDir()
	s.want(cli.Done, "sign-in", s.url, demo.Email)
	out := s.want(cli.Done, "export")
	text := strings.ReplaceAll(out, "\n    ", "")
	if !strings.Contains(text, base64.StdEncoding.EncodeToString(logo.Bytes())) || !strings.Contains(out, `color1: "#00796b"`) {
		t.Errorf("another computer wrote:\n%s", out)
	}
	bad := s.file("bad.yaml", "pupitre: 1\nbranding:\n  logo: PHN2Zz48L3N2Zz4=\n")
	s.wantSentence(cli.Failed, "branding.refused_svg", []string{"import", "--file", bad})
	if after := s.want(cli.Done, "export"); after != out {
		t.Errorf("something changed: %q, then %q", out, after)
	}
}
