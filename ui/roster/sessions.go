package roster

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/wire"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// fieldSession is the beginning of the ids of the buttons that end a session.
const fieldSession = "people.session."

// Sessions is where somebody is signed in, with a button that ends each session.
type Sessions struct {
	Root *fyne.Container

	host   *Host
	person wire.Colleague
	moved  func() // the list became higher or lower
	loads  task.Latest
	ended  bool
}

// NewSessions reads the sessions of somebody whose sessions this person may see. moved runs when the list has another height.
func NewSessions(h *Host, c wire.Colleague, moved func()) *Sessions {
	s := &Sessions{host: h, person: c, moved: moved, Root: widgets.Column(look.Space8)}
	s.say(h.P.T("people_page.sessions_loading"))
	s.load()
	return s
}

// Leave drops what is still under way.
func (s *Sessions) Leave() {
	s.ended = true
	s.loads.Cancel()
}

func (s *Sessions) say(text string) {
	s.Root.Objects = []fyne.CanvasObject{widgets.NewText(text, widgets.TextStyle{Color: look.ColorMuted})}
}

func (s *Sessions) load() {
	r := s.host.Roster
	task.GoLatest(context.Background(), r.deps.Run, &s.loads, func(ctx context.Context) (wire.Sessions, error) {
		return r.deps.Source.SessionsOf(ctx, s.person.Person)
	}, func(found wire.Sessions, err error) {
		p := s.host.P
		switch {
		case err != nil:
			s.say(p.Err(err))
		case len(found.Sessions) == 0:
			s.say(p.T("people_page.sessions_none"))
		default:
			s.list(found.Sessions)
		}
		s.moved()
	})
}

func (s *Sessions) list(sessions []wire.SessionInfo) {
	s.Root.Objects = nil
	for _, one := range sessions {
		s.Root.Objects = append(s.Root.Objects, s.line(one))
	}
}

// line is one session: the computer, when it was seen, and the button that ends it.
func (s *Sessions) line(one wire.SessionInfo) fyne.CanvasObject {
	r, p := s.host.Roster, s.host.P
	now := r.deps.Clock.Now().In(r.deps.Zone())
	seen := p.T("people_page.session_seen", "When", p.Ago(one.SeenAt.In(now.Location()), now))
	if one.Current {
		seen = p.T("people_page.session_current")
	}
	text := widgets.Column("", widgets.NewText(one.DeviceName, widgets.TextStyle{Overflow: widgets.Ellipsis}),
		widgets.NewText(seen, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Ellipsis}))
	if one.Current {
		return text
	}
	end := widgets.NewButton(p.T("people_page.session_end"), nil)
	end.SetFieldID(fieldSession + one.ID)
	end.OnTapped = func() {
		end.SetBusy(true)
		s.end(one.ID)
	}
	return widgets.Ends(text, end)
}

func (s *Sessions) end(id string) {
	r := s.host.Roster
	task.Go(context.Background(), r.deps.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, r.deps.Source.EndSession(ctx, id)
	}, func(_ struct{}, err error) {
		if err != nil {
			r.deps.Window.Fail(s.host.P.Err(err))
		} else {
			r.deps.Window.Toast(s.host.P.T("people_page.session_ended"), "", nil)
		}
		if !s.ended {
			s.load()
		}
	})
}
