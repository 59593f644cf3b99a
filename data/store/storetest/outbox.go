package storetest

import (
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

func clientOutbox(t *testing.T, s syncing.ClientStore) {
	waiting := pending(space, 1)
	waiting.Mutation.Fields = append(waiting.Mutation.Fields, wire.FieldEdit{Name: "zone", Base: wire.Value("null"), Value: wire.Value(`{"a":[1,2.50]}`)})
	answered := ended(space, 2, syncing.Acked, wire.Conflict)
	answered.Seen = true
	put(t, s, waiting, answered)
	view(t, s, func(tx syncing.ClientTx) error {
		for _, want := range []syncing.OutboxRow{waiting, answered} {
			got, err := tx.OutboxRow(space, want.Mutation.Seq)
			must(t, err)
			equal(t, "row", got, want)
		}
		_, err := tx.OutboxRow(space, 3)
		wantCode(t, err, fault.NotFound)
		_, err = tx.OutboxRow(other, 1)
		wantCode(t, err, fault.NotFound)
		return nil
	})
	put(t, s, ended(space, 1, syncing.Done, wire.Applied))
	view(t, s, func(tx syncing.ClientTx) error {
		got, err := tx.OutboxRow(space, 1)
		equal(t, "row that was replaced", got, ended(space, 1, syncing.Done, wire.Applied))
		return err
	})
}

func clientOverlay(t *testing.T, s syncing.ClientStore) {
	put(t, s, pending(space, 12), pending(space, 3), ended(space, 2, syncing.Acked, wire.Applied),
		ended(space, 10, syncing.Acked, wire.Noop), ended(space, 1, syncing.Done, wire.Applied), pending(other, 4))
	equal(t, "overlay", rowsOf(t, s, overlay), []int64{2, 3, 10, 12})
	equal(t, "journal", rowsOf(t, s, journal), []int64{1, 2, 10})
	equal(t, "journal after 2", rowsOf(t, s, func(tx syncing.ClientTx) ([]syncing.OutboxRow, error) {
		return tx.Journal(space, 2)
	}), []int64{10})
}

func clientNotices(t *testing.T, s syncing.ClientStore) {
	dismissed := ended(space, 5, syncing.Done, wire.Rejected)
	dismissed.Seen = true
	reoffered := pending(space, 6)
	mixed := ended(space, 7, syncing.Done, wire.Applied)
	mixed.Result.Fields = append(mixed.Result.Fields, wire.FieldResult{Name: "zone", Outcome: wire.Rejected, Code: "settings.unknown_zone"})
	put(t, s, ended(space, 4, syncing.Done, wire.Conflict), ended(space, 1, syncing.Acked, wire.Rejected),
		ended(space, 2, syncing.Done, wire.Applied), ended(space, 3, syncing.Done, wire.Noop), dismissed, reoffered, mixed,
		ended(other, 1, syncing.Done, wire.Conflict))
	equal(t, "notices", rowsOf(t, s, notices), []int64{1, 4, 7})
	seen := ended(space, 4, syncing.Done, wire.Conflict)
	seen.Seen = true
	put(t, s, seen)
	equal(t, "notices after one was dismissed", rowsOf(t, s, notices), []int64{1, 7})
}

func clientPrune(t *testing.T, s syncing.ClientStore) {
	at := func(row syncing.OutboxRow, end time.Time) syncing.OutboxRow {
		row.EndedAt = end
		return row
	}
	dismissed := ended(space, 6, syncing.Done, wire.Conflict)
	dismissed.Seen = true
	put(t, s,
		at(ended(space, 1, syncing.Done, wire.Applied), noon.Add(-time.Millisecond)),
		at(ended(space, 2, syncing.Done, wire.Applied), noon),
		at(ended(space, 3, syncing.Acked, wire.Applied), noon.Add(-time.Hour)),
		at(ended(space, 4, syncing.Done, wire.Rejected), noon.Add(-time.Hour)),
		pending(space, 5),
		at(dismissed, noon.Add(-time.Hour)),
		at(ended(other, 1, syncing.Done, wire.Noop), noon.Add(-time.Hour)))
	update(t, s, func(tx syncing.ClientTx) error { return tx.PruneJournal(noon) })
	equal(t, "overlay", rowsOf(t, s, overlay), []int64{3, 5})
	equal(t, "journal", rowsOf(t, s, journal), []int64{2, 3, 4})
	equal(t, "journal of the other space", rowsOf(t, s, func(tx syncing.ClientTx) ([]syncing.OutboxRow, error) {
		return tx.Journal(other, 0)
	}), []int64{})
}

func clientArchive(t *testing.T, s syncing.ClientStore) {
	put(t, s, ended(space, 1, syncing.Done, wire.Rejected), ended(space, 2, syncing.Acked, wire.Applied),
		pending(space, 3), pending(other, 1))
	archive := func(tx syncing.ClientTx) error { return tx.ArchiveOutbox(space) }
	all := func(tx syncing.ClientTx) ([]syncing.OutboxRow, error) { return tx.Journal(space, -100) }
	update(t, s, archive)
	equal(t, "overlay", rowsOf(t, s, overlay), []int64{})
	equal(t, "archived", rowsOf(t, s, all), []int64{-2, -1})
	equal(t, "notices", rowsOf(t, s, notices), []int64{-1})
	put(t, s, ended(space, 1, syncing.Acked, wire.Conflict), pending(space, 2))
	update(t, s, archive)
	equal(t, "archived twice", rowsOf(t, s, all), []int64{-3, -2, -1})
	equal(t, "notices", rowsOf(t, s, notices), []int64{-3, -1})
	view(t, s, func(tx syncing.ClientTx) error {
		row, err := tx.OutboxRow(space, -3)
		must(t, err)
		equal(t, "state", row.State, syncing.Done)
		rows, err := tx.Outbox(other)
		equal(t, "the other space", seqs(rows), []int64{1})
		return err
	})
}

// clientQueue is what a push asks: the first rows that wait, and how many fields wait in all.
func clientQueue(t *testing.T, s syncing.ClientStore) {
	wide := pending(space, 7)
	wide.Mutation.Fields = append(wide.Mutation.Fields, wire.FieldEdit{Name: "zone", Base: wire.Value("null"), Value: wire.Value("1")})
	bare := pending(space, 9)
	bare.Mutation.Fields = nil
	put(t, s, bare, wide, pending(space, 3), ended(space, 2, syncing.Acked, wire.Applied), ended(space, 1, syncing.Done, wire.Noop),
		pending(other, 4))
	for limit, want := range map[int][]int64{-1: {}, 0: {}, 2: {3, 7}, 100: {3, 7, 9}} {
		equal(t, "pending", rowsOf(t, s, func(tx syncing.ClientTx) ([]syncing.OutboxRow, error) {
			return tx.Pending(space, limit)
		}), want)
	}
	view(t, s, func(tx syncing.ClientTx) error {
		rows, err := tx.Pending(space, 2)
		must(t, err)
		equal(t, "row", rows[1], wide)
		for at, want := range map[string]int{space: 4, other: 1, "nowhere": 0} {
			fields, err := tx.Waiting(at)
			must(t, err)
			equal(t, "fields that wait in "+at, fields, want)
		}
		return nil
	})
	put(t, s, ended(space, 7, syncing.Acked, wire.Applied))
	view(t, s, func(tx syncing.ClientTx) error {
		fields, err := tx.Waiting(space)
		equal(t, "fields that wait after an answer", fields, 2)
		return err
	})
}

func answer(seq int64, state syncing.OutboxState, outcome wire.Outcome) syncing.Answer {
	row := ended(space, seq, state, outcome)
	return syncing.Answer{Result: *row.Result, State: state, At: row.EndedAt}
}

func clientAnswer(t *testing.T, s syncing.ClientStore) {
	dismissed := pending(space, 6)
	dismissed.Seen = true
	answered := ended(space, 1, syncing.Acked, wire.Applied)
	put(t, s, pending(space, 5), pending(space, 2), pending(space, 3), dismissed, answered, pending(space, 8), pending(other, 2))
	update(t, s, func(tx syncing.ClientTx) error {
		must(t, tx.AnswerOutbox(space, nil))
		return tx.AnswerOutbox(space, []syncing.Answer{
			answer(3, syncing.Acked, wire.Conflict), answer(2, syncing.Done, wire.Applied), answer(6, syncing.Done, wire.Rejected),
			answer(1, syncing.Done, wire.Rejected), answer(4, syncing.Done, wire.Applied), answer(2, syncing.Acked, wire.Rejected),
		})
	})
	dismissed = ended(space, 6, syncing.Done, wire.Rejected)
	dismissed.Seen = true
	view(t, s, func(tx syncing.ClientTx) error {
		for _, want := range []syncing.OutboxRow{
			answered, ended(space, 2, syncing.Done, wire.Applied), ended(space, 3, syncing.Acked, wire.Conflict),
			pending(space, 5), dismissed, pending(space, 8), pending(other, 2),
		} {
			got, err := tx.OutboxRow(want.Space, want.Mutation.Seq)
			must(t, err)
			equal(t, "row", got, want)
		}
		_, err := tx.OutboxRow(space, 4)
		wantCode(t, err, fault.NotFound)
		return nil
	})
	equal(t, "overlay", rowsOf(t, s, overlay), []int64{1, 3, 5, 8})
	equal(t, "notices", rowsOf(t, s, notices), []int64{3})
}

func clientRetire(t *testing.T, s syncing.ClientStore) {
	twice := ended(space, 3, syncing.Acked, wire.Applied) // revision 13
	twice.Result.Fields = append(twice.Result.Fields, wire.FieldResult{Name: "zone", Outcome: wire.Applied, Rev: 20})
	put(t, s, ended(space, 1, syncing.Acked, wire.Applied), ended(space, 2, syncing.Acked, wire.Rejected), twice,
		ended(space, 4, syncing.Acked, wire.Conflict), pending(space, 5), ended(other, 1, syncing.Acked, wire.Applied))
	retire := func(rev, known int64, want ...int64) {
		t.Helper()
		update(t, s, func(tx syncing.ClientTx) error { return tx.RetireOutbox(space, rev, known) })
		equal(t, "overlay", rowsOf(t, s, overlay), want)
	}
	retire(10, 0, 1, 2, 3, 4, 5)
	retire(12, 0, 3, 4, 5)
	retire(14, 0, 3, 5) // a row waits for all of its fields
	retire(14, 9, 5)    // what waits for the server is never retired
	equal(t, "journal", rowsOf(t, s, journal), []int64{1, 2, 3, 4})
	view(t, s, func(tx syncing.ClientTx) error {
		row, err := tx.OutboxRow(space, 4)
		must(t, err)
		equal(t, "row", row, ended(space, 4, syncing.Done, wire.Conflict))
		rows, err := tx.Outbox(other)
		equal(t, "the other space", seqs(rows), []int64{1})
		return err
	})
	answeredLater := func(tx syncing.ClientTx) error {
		must(t, tx.AnswerOutbox(space, []syncing.Answer{answer(5, syncing.Acked, wire.Applied)}))
		return tx.RetireOutbox(space, 15, 0)
	}
	update(t, s, answeredLater)
	equal(t, "overlay", rowsOf(t, s, overlay), []int64{})
}
