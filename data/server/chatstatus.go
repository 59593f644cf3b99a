package server

import (
	"net/http"
	"sync"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/server/portal"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// compiledFor is how long a compiled plan answers the questions about now.
const compiledFor = 24 * time.Hour

// chatHours keeps the compiled hours of each provider, until one of its settings changes. Its zero value is ready, and safe
// for concurrent use.
type chatHours struct {
	mu sync.Mutex
	of map[string]*compiledChat // by provider
}

// compiledChat is one provider's hours at a revision of its space. It is immutable.
type compiledChat struct {
	epoch     string
	rev       int64
	timelines map[i18n.Language]*schedule.Timeline // none with err
	err       error                                // the hours make no plan: their zone is known no more
}

// answers tells whether the questions about now can be answered from it.
func (c *compiledChat) answers(space syncing.Space, now time.Time) bool {
	return c != nil && c.epoch == space.Epoch && c.rev == space.Rev && (c.err != nil || c.timelines[i18n.French].Covers(now))
}

// get reads a provider's hours, from the cache when nothing has changed since.
func (c *chatHours) get(tx *store.Tx, provider string, now time.Time) (*compiledChat, error) {
	const op = "server.chatHours"
	space, err := tx.Space(syncing.ProviderSpace(provider))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	c.mu.Lock()
	known := c.of[provider]
	c.mu.Unlock()
	if known.answers(space, now) {
		return known, nil
	}
	values, err := publicValues(tx, space)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	made := &compiledChat{epoch: space.Epoch, rev: space.Rev, timelines: map[i18n.Language]*schedule.Timeline{}}
	for _, language := range i18n.Languages {
		plan, err := values.Chat().Plan(string(language))
		if err != nil {
			made.err = fault.Wrap(op, err)
			break
		}
		made.timelines[language] = plan.Compile(now.Add(-time.Minute), now.Add(compiledFor))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[string]*compiledChat{}
	}
	c.of[provider] = made
	return made, nil
}

// publicValues reads what everybody may know of a provider's settings.
func publicValues(tx *store.Tx, space syncing.Space) (settings.Values, error) {
	const page = 1000
	values := settings.Values{}
	for since := int64(0); ; {
		items, err := tx.Items(space.ID, since, []string{access.Public}, page)
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			since = it.Rev
			if it.Deleted {
				continue
			}
			if values[it.Entity] == nil {
				values[it.Entity] = map[string]wire.Value{}
			}
			values[it.Entity][it.Field] = it.Value
		}
		if len(items) < page {
			return values, nil
		}
	}
}

// chatStatus tells whether the live chat is open, in the language of ?lang= or of the browser, now or at ?at= (RFC 3339, or
// a local date-time of the service). It is public: chat widgets poll it.
func (s *Server) chatStatus(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Add("Vary", "Accept-Language")
	language := portal.LanguageOf(r)
	w.Header().Set("Content-Language", language.Tag())
	status, err := s.chatStatusOf(r, language)
	if err != nil {
		s.fail(w, r, fault.Wrap("server.chatStatus", err))
		return
	}
	s.showJSON(w, r, status)
}

func (s *Server) chatStatusOf(r *http.Request, language i18n.Language) (out wire.ChatStatus, err error) {
	var timeline *schedule.Timeline
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		provider, err := tx.ProviderBySlug(r.PathValue("slug"))
		if err != nil {
			return err
		}
		chat, err := s.chat.get(tx, provider.ID, s.now())
		if err != nil {
			return err
		}
		timeline = chat.timelines[language]
		return chat.err
	})
	if err != nil {
		return out, err
	}
	at := s.now()
	if text := r.URL.Query().Get("at"); text != "" {
		if at, err = schedule.ParseInstant(text, timeline.Plan().Zone); err != nil {
			return out, err
		}
	}
	return statusAt(timeline, at, i18n.For(language)), nil
}

// statusAt is the public answer about an instant. It changes only when the state, what decides, or the hours do.
func statusAt(timeline *schedule.Timeline, at time.Time, p *i18n.Printer) wire.ChatStatus {
	plan := timeline.Plan()
	now := timeline.Status(at)
	out := wire.ChatStatus{Open: now.Open, By: string(now.By.Kind), Reason: words.Reason(p, plan, now.By)}
	if next, ok := timeline.NextChange(at); ok {
		then := timeline.Status(next)
		out.Until = &next
		out.Next = &wire.ChatNext{Open: then.Open, By: string(then.By.Kind), Reason: words.Reason(p, plan, then.By), At: next}
	}
	out.Words = wordsOf(out, plan.Enabled, p)
	return out
}

// wordsOf says a status in sentences. A service that is turned off announces no change.
func wordsOf(s wire.ChatStatus, enabled bool, p *i18n.Printer) wire.ChatWords {
	out := wire.ChatWords{State: p.T("widget.closed"), Detail: s.Reason + "."}
	if s.Open {
		out.State = p.T("widget.open")
	}
	if !enabled {
		return out
	}
	var e schedule.Explanation
	if s.Next != nil {
		e.Next, e.HasNext = s.Next.At, true
	}
	out.Detail = p.T("schedule.portal.why", "Reason", s.Reason, "Next", words.Next(p, s.Open, e))
	return out
}
