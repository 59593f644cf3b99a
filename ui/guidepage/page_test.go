package guidepage_test

import (
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources/docs"
	"pupitre/ui/guidepage"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// scene is the guide on a screen in memory.
type scene struct {
	*uitest.Screen
	guide  *guidepage.Guide
	window *window
	copied string
	opened string
	broken bool // no browser
	locked int
}

// window counts what is asked of it.
type window struct {
	fyne.Window
	title  string
	closed bool
}

func (w *window) SetTitle(title string) { w.title = title }
func (w *window) Close()                { w.closed = true }

func open(t *testing.T, setup uitest.Setup, at guidepage.Place) *scene {
	t.Helper()
	return openBook(t, setup, at, guidepage.Built)
}

func openBook(t *testing.T, setup uitest.Setup, at guidepage.Place, book func(i18n.Language) *docs.Book) *scene {
	t.Helper()
	s := &scene{}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.window = &window{Window: screen.Window}
		s.guide = guidepage.New(guidepage.Deps{
			Window: s.window, Stage: screen.Stage, Run: screen.Runner, Language: screen.Printer.Language(), Book: book,
			Copy: func(text string) { s.copied = text },
			Lock: func() { s.locked++ },
			OpenURL: func(u *url.URL) error {
				if s.broken {
					return errors.New("no browser")
				}
				s.opened = u.String()
				return nil
			},
		})
		s.guide.Open(at)
		return screen.Stage.Content()
	})
	s.guide.Open(at) // with its size, the heading is found
	s.Settle()
	return s
}

// sampleBook has every kind of block, and a text that nobody edits: the masters are of the viewer, not of what it shows.
func sampleBook(lang i18n.Language) *docs.Book {
	pages := []*docs.Page{
		samplePage(docs.Index, docs.Everyone, lang), samplePage("settings", docs.Administrators, lang), samplePage("account", docs.Operators, lang),
	}
	return docs.NewBook(string(lang), pages...)
}

func samplePage(id string, audience docs.Audience, lang i18n.Language) *docs.Page {
	read := func(language string) *docs.Page {
		source, err := os.ReadFile("testdata/" + id + "." + language + ".md")
		if err != nil {
			panic(err) // a file of this test
		}
		return docs.Parse(id, audience, source, "guide/"+language)
	}
	page := read(string(lang))
	docs.ShareAnchors(read(docs.English), page)
	return page
}

func TestMasters(t *testing.T) {
	openBook(t, uitest.Setup{}, guidepage.Place{Page: docs.Index}, sampleBook).ExpectImage("text")
	openBook(t, uitest.Setup{Language: i18n.English, Mode: look.Dark}, guidepage.Place{Page: "account", Anchor: "starting"}, sampleBook).ExpectImage("code")
	s := openBook(t, uitest.Setup{Mode: look.HighContrast, Zoom: look.Zoom150}, guidepage.Place{Page: docs.Index}, sampleBook)
	s.Focus("guide.search")
	s.Type("etapes")
	s.ExpectImage("found")
}

func TestAPageLeadsToAnotherAndBack(t *testing.T) {
	s := open(t, uitest.Setup{}, guidepage.Place{Page: docs.Index})
	s.Tap(s.Field("guide.text.8.0"))
	if got := s.guide.Here(); got != (guidepage.Place{Page: "settings"}) {
		t.Fatalf("the link leads to %v", got)
	}
	if !strings.HasPrefix(s.window.title, "Les paramètres – ") {
		t.Errorf("the window is called %q", s.window.title)
	}
	s.Key(fyne.KeyEscape)
	if got := s.guide.Here().Page; got != docs.Index || s.window.closed {
		t.Errorf("Escape leads to %s, closed %v", got, s.window.closed)
	}
	s.Tap(s.Field("guide.forward"))
	if got := s.guide.Here().Page; got != "settings" {
		t.Errorf("forward leads to %s", got)
	}
	s.Key(fyne.KeyBackspace)
	s.Key(fyne.KeyEscape)
	if !s.window.closed {
		t.Error("Escape at the first place does not close the window")
	}
}

func TestAnUnknownPlaceIsTheNearestOne(t *testing.T) {
	s := open(t, uitest.Setup{}, guidepage.Place{Page: "nowhere", Anchor: "x"})
	if got := s.guide.Here(); got != (guidepage.Place{Page: docs.Index}) {
		t.Errorf("an unknown page shows %v", got)
	}
	s.guide.Open(guidepage.Place{Page: "account", Anchor: "x"})
	if got := s.guide.Here(); got != (guidepage.Place{Page: "account"}) {
		t.Errorf("an unknown heading shows %v", got)
	}
}

func TestAnotherLanguageKeepsThePlace(t *testing.T) {
	s := open(t, uitest.Setup{}, guidepage.Place{Page: "account", Anchor: "your-sessions"})
	s.expectAtTop(t, "Vos sessions")
	s.guide.SetLanguage(i18n.English)
	s.Settle()
	s.expectAtTop(t, "Your sessions")
	if !strings.Contains(s.window.title, "Pupitre Guide") {
		t.Errorf("the window is called %q", s.window.title)
	}
}

// What is typed is found in the words of either language, without accents, and Enter opens the first place.
func TestSearchKnowsBothLanguages(t *testing.T) {
	for _, query := range []string{"deux etapes", "two-step", "verificaton"} {
		s := open(t, uitest.Setup{}, guidepage.Place{Page: docs.Index})
		s.Focus("guide.search")
		s.Type(query)
		s.ExpectText("Vérification en deux étapes")
		s.Key(fyne.KeyReturn)
		if got := s.guide.Here().Page; got != "account" {
			t.Errorf("%q opens %v", query, s.guide.Here())
		}
		s.Key(fyne.KeyEscape)
		s.ExpectText("Administrateurs") // the table of contents is back
	}
}

func TestASearchWithoutResultSaysSo(t *testing.T) {
	s := open(t, uitest.Setup{Language: i18n.English}, guidepage.Place{Page: docs.Index})
	s.Focus("guide.search")
	s.Type("zzzz")
	s.ExpectText("0 places found")
	s.Key(fyne.KeyReturn)
	if got := s.guide.Here().Page; got != docs.Index {
		t.Errorf("Enter without a result opens %s", got)
	}
}

func TestKeysOfReadingScroll(t *testing.T) {
	s := open(t, uitest.Setup{}, guidepage.Place{Page: "live-chat"})
	scroll := s.Field("guide.scroll.live-chat").(*widgets.Scroll)
	at := func(key fyne.KeyName) float32 {
		s.Key(key)
		return scroll.Offset()
	}
	screen, end := scroll.Size().Height, scroll.Children()[0].Size().Height
	if got := at(fyne.KeyEnd); got != end-screen {
		t.Errorf("End scrolls to %v of %v", got, end-screen)
	}
	if got := at(fyne.KeyHome); got != 0 {
		t.Errorf("Home scrolls to %v", got)
	}
	if got := at(fyne.KeyPageDown); got < screen/2 || got >= screen {
		t.Errorf("Page Down scrolls to %v of a screen of %v", got, screen)
	}
	if got := at(fyne.KeyUp); got <= 0 || got >= screen {
		t.Errorf("Up scrolls to %v", got)
	}
}

func TestCodeIsCopied(t *testing.T) {
	s := open(t, uitest.Setup{Language: i18n.English}, guidepage.Place{Page: "operating"})
	s.Tap(s.Field("guide.text.code.1"))
	if !strings.Contains(s.copied, "pupitre-server migrate") {
		t.Errorf("copied %q", s.copied)
	}
	s.ExpectText("Copied")
}

// expectAtTop fails the test unless a heading stands at the top of the page's place.
func (s *scene) expectAtTop(t *testing.T, heading string) {
	t.Helper()
	o := s.FindText(heading)
	if o == nil {
		t.Fatalf("no heading %q", heading)
	}
	y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
	if y < 60 || y > 120 {
		t.Errorf("%q stands at %v", heading, y)
	}
}

func TestLinksOutOpenTheBrowserOrTellTheAddress(t *testing.T) {
	s := open(t, uitest.Setup{Language: i18n.English}, guidepage.Place{Page: docs.Index})
	s.guide.Browse("https://pupitre.example/")
	if s.opened != "https://pupitre.example/" {
		t.Errorf("opened %q", s.opened)
	}
	s.broken = true
	s.guide.Browse("https://pupitre.example/")
	s.Settle()
	s.ExpectText("The address is https://pupitre.example/")
}

// Every paragraph of every page has the height that it needs, in the longer language.
func TestEveryPageIsShownWhole(t *testing.T) {
	s := open(t, uitest.Setup{}, guidepage.Place{Page: docs.Index})
	for _, page := range docs.Guide(docs.French).Pages {
		s.guide.Open(guidepage.Place{Page: page.ID})
		prose := 0
		widgets.Walk(s.Canvas.Content(), func(o fyne.CanvasObject) bool {
			if p, ok := o.(*widgets.Prose); ok {
				prose++
				if o.Size().Width <= 0 || p.HeightFor(o.Size().Width) > o.Size().Height+0.5 {
					t.Errorf("%s: %q does not fit its place %v", page.ID, p.Text(), o.Size())
				}
			}
			return true
		})
		if prose < 3 {
			t.Errorf("%s shows %d paragraphs", page.ID, prose)
		}
	}
}

// The chord that locks is heard wherever the keyboard is in the guide, in its search too.
func TestTheGuideLocks(t *testing.T) {
	s := open(t, uitest.Setup{}, guidepage.Place{Page: "settings"})
	s.Shortcut(fyne.KeyL, fyne.KeyModifierShortcutDefault)
	s.Focus("guide.search")
	s.Shortcut(fyne.KeyL, fyne.KeyModifierShortcutDefault)
	if s.locked != 2 {
		t.Errorf("locked %d times", s.locked)
	}
}
