package credentials_test

import (
	"errors"
	"image"
	"image/color"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/credentials"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

const uri = "otpauth://totp/T%C3%A9l%C3%A9phonie%20Bor%C3%A9ale:marie@boreale.example?algorithm=SHA1&digits=6&issuer=Bor%C3%A9ale&period=30&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

func broken(password string) []string {
	return access.PasswordProblems(password, "marie.tremblay@boreale.example", "Téléphonie Boréale")
}

func TestRulesAreTickedOneByOne(t *testing.T) {
	basic := func(met ...bool) (out []credentials.Rule) {
		for i, id := range access.PasswordChecklist() {
			out = append(out, credentials.Rule{ID: id, Met: met[i], Basic: true})
		}
		return out
	}
	for _, c := range []struct {
		password string
		want     []credentials.Rule
	}{
		{"", basic(false, false, false, false)},
		{"lac", basic(false, false, false, false)},
		{"Lac-7", basic(false, true, true, true)},
		{"Lac-tranquille9", basic(true, true, true, true)},
		{"Tremblay-2026!", append(basic(true, true, true, true), credentials.Rule{ID: access.PasswordContainsEmail})},
	} {
		if diff := cmp.Diff(c.want, credentials.Rules(broken, c.password)); diff != "" {
			t.Errorf("%q:\n%s", c.password, diff)
		}
	}
}

// The three corners by which a reader finds the code, and the white around it.
func TestThePictureIsAQRCode(t *testing.T) {
	picture, err := credentials.QRImage(uri)
	if err != nil {
		t.Fatal(err)
	}
	side := picture.Bounds().Dx()
	if picture.Bounds().Dy() != side || (side-8-17)%4 != 0 { // 17 + 4 × version modules, and the margin
		t.Fatalf("%v is the size of no QR code", picture.Bounds())
	}
	for i := range side {
		for _, at := range []image.Point{{i, 0}, {i, 3}, {0, i}, {3, i}, {side - 1, i}, {i, side - 4}} {
			if dark(picture, at) {
				t.Fatalf("the margin is dark at %v", at)
			}
		}
	}
	for _, corner := range []image.Point{{4, 4}, {side - 11, 4}, {4, side - 11}} {
		for i := range 7 {
			if !dark(picture, corner.Add(image.Pt(i, 0))) || !dark(picture, corner.Add(image.Pt(0, i))) || !dark(picture, corner.Add(image.Pt(3, 3))) {
				t.Errorf("no finder pattern at %v", corner)
				break
			}
		}
	}
}

func dark(picture image.Image, at image.Point) bool {
	return color.GrayModel.Convert(picture.At(at.X, at.Y)).(color.Gray).Y < 0x80
}

func TestATextTooLongHasNoPicture(t *testing.T) {
	_, err := credentials.QRImage(strings.Repeat("x", 601))
	if key, _ := fault.KeyOf(err); key != "account.totp.no_picture" {
		t.Errorf("%v", err)
	}
}

// folder is where a person saves, or does not.
type folder struct {
	strings.Builder
	name   string
	err    error
	broken error
	closed bool
}

func (f *folder) Close() error { f.closed = true; return f.broken }

func (f *folder) SaveFile(_, name string, done func(io.WriteCloser, error)) {
	f.name = name
	if f.err != nil {
		done(nil, f.err)
		return
	}
	done(f, nil)
}

func codesScreen(t *testing.T, f *folder, copied *string) *uitest.Screen {
	return uitest.Open(t, uitest.Setup{}, func(s *uitest.Screen) fyne.CanvasObject {
		keep := credentials.Keeping{Copy: func(text string) { *copied = text }, Files: f}
		codes := []string{"ABCD-EFGH-IJKL-MNOP", "QRST-UVWX-YZ23-4567"}
		return widgets.Column("", credentials.NewCodes(s.Printer, s.Runner, keep, codes, s.Settle).Content())
	})
}

func TestCodesAreCopiedAndSavedWhole(t *testing.T) {
	f, copied := &folder{}, ""
	s := codesScreen(t, f, &copied)
	s.TapLabel(s.Printer.T("account.codes.copy"))
	s.ExpectText(s.Printer.T("account.codes.copied"))
	s.TapLabel(s.Printer.T("account.codes.save"))
	s.ExpectText(s.Printer.T("account.codes.written"))
	if f.String() != copied || !f.closed || !strings.Contains(copied, "ABCD-EFGH-IJKL-MNOP\nQRST-UVWX-YZ23-4567\n") {
		t.Errorf("copied %q, written %q", copied, f.String())
	}
	if f.name != s.Printer.T("account.codes.file_name") {
		t.Errorf("the file is called %q", f.name)
	}
}

func TestAFileThatCannotBeWrittenIsSaid(t *testing.T) {
	for name, f := range map[string]*folder{
		"no place": {err: fault.New(fault.Unavailable, "test", "account.codes.not_written")},
		"full":     {broken: errors.New("no space left")},
	} {
		t.Run(name, func(t *testing.T) {
			copied := ""
			s := codesScreen(t, f, &copied)
			s.TapLabel(s.Printer.T("account.codes.save"))
			s.ExpectText(s.Printer.T("account.codes.not_written"))
		})
	}
}

func TestTheKeyIsReadInFours(t *testing.T) {
	if got := credentials.Grouped("JBSWY3DPEH"); got != "JBSW Y3DP EH" {
		t.Errorf("%q", got)
	}
	copied := ""
	s := uitest.Open(t, uitest.Setup{}, func(s *uitest.Screen) fyne.CanvasObject {
		return credentials.NewSecret(s.Printer, wire.TOTPSecret{Secret: "JBSWY3DPEH", URI: uri}, credentials.Keeping{Copy: func(text string) { copied = text }})
	})
	s.ExpectText("JBSW Y3DP EH")
	s.TapLabel(s.Printer.T("account.totp.copy_key"))
	if copied != "JBSWY3DPEH" {
		t.Errorf("copied %q", copied)
	}
}
