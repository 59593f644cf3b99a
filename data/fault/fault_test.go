package fault_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"pupitre/data/fault"
)

func TestTheOutermostSentenceIsShown(t *testing.T) {
	cause := fault.New(fault.Invalid, "store.save", "store.disk_full", "Free", "0")
	err := fault.As(fault.Unavailable, "desk.save", "desk.later", fault.Wrap("engine.step", cause), "N", 3)
	if key, args := fault.KeyOf(err); key != "desk.later" || args["N"] != 3 {
		t.Errorf("key %q, args %v", key, args)
	}
	if fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("code %q", fault.CodeOf(err))
	}
}

func TestWrapKeepsCodeSentenceAndCause(t *testing.T) {
	cause := fault.As(fault.NotFound, "open", "store.missing", fs.ErrNotExist)
	err := fault.Wrap("start", fmt.Errorf("while starting: %w", cause))
	if key, _ := fault.KeyOf(err); key != "store.missing" {
		t.Errorf("key %q", key)
	}
	if !fault.Is(err, fault.NotFound) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("lost the code or the cause: %v", err)
	}
	if fault.Wrap("start", nil) != nil || fault.As(fault.Internal, "op", "k", nil) != nil {
		t.Error("nil became an error")
	}
}

func TestForeignErrorsAreInternal(t *testing.T) {
	err := errors.New("boom")
	if key, _ := fault.KeyOf(err); key != "error.unexpected" || fault.CodeOf(err) != fault.Internal {
		t.Errorf("key %q, code %q", key, fault.CodeOf(err))
	}
	if fault.CodeOf(nil) != "" {
		t.Error("nil has a code")
	}
}

func TestTheLogLineNamesEverything(t *testing.T) {
	err := fault.As(fault.Invalid, "settings.CheckName", "settings.name_too_long", errors.New("cause"), "Max", 80, "Count", 81)
	want := "settings.CheckName: settings.name_too_long Count=81 Max=80: cause"
	if err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
}
