package home

import (
	"strings"

	"pupitre/data/desk"
)

// demoAddress stands for the demonstration's server in everything that is kept: its port is another one at each start.
const demoAddress = "demo"

// Demo is the home of the demonstration, whose server listens at url for this run. What it keeps (accounts, tokens, stores,
// drafts) is found again whatever the port.
func (h *Home) Demo(url string) *Home {
	demo := *h
	demo.demo = url
	return &demo
}

// PersonFolder is the folder of one person of one server, in this home.
func (h *Home) PersonFolder(server, person string) string {
	return h.Folders.Person(h.kept(server), person)
}

// kept is the name by which a server is kept.
func (h *Home) kept(server string) string {
	if h.demo != "" && server == h.demo {
		return demoAddress
	}
	return server
}

func (h *Home) memory() desk.Memory {
	if h.demo == "" {
		return memory{h.Settings}
	}
	return demoMemory{memory{h.Settings}, h}
}

func (h *Home) keeping(secrets desk.Secrets) desk.Secrets {
	if h.demo == "" {
		return secrets
	}
	return demoSecrets{secrets, h}
}

// demoMemory remembers the accounts of the demonstration whatever the port.
type demoMemory struct {
	memory
	home *Home
}

// Accounts implements desk.Memory.
func (m demoMemory) Accounts() []desk.Account {
	out := m.memory.Accounts()
	for i := range out {
		if out[i].Server == demoAddress {
			out[i].Server = m.home.demo
		}
	}
	return out
}

// Remember implements desk.Memory.
func (m demoMemory) Remember(a desk.Account) error {
	a.Server = m.home.kept(a.Server)
	return m.memory.Remember(a)
}

// demoSecrets keeps the secrets of the demonstration whatever the port. The names of secrets begin with the server's address.
type demoSecrets struct {
	desk.Secrets
	home *Home
}

func (s demoSecrets) name(name string) string {
	if rest, ok := strings.CutPrefix(name, s.home.demo+"|"); ok {
		return demoAddress + "|" + rest
	}
	return name
}

// Get implements desk.Secrets.
func (s demoSecrets) Get(name string) (string, error) { return s.Secrets.Get(s.name(name)) }

// Set implements desk.Secrets.
func (s demoSecrets) Set(name, value string) bool { return s.Secrets.Set(s.name(name), value) }

// Delete implements desk.Secrets.
func (s demoSecrets) Delete(name string) error { return s.Secrets.Delete(s.name(name)) }
