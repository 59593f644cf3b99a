package syncing

import (
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Feed is a page of a space after the reader's cursor: what the reader may see, in the order of revisions. A *Refusal
// says that the cursor is of no use any more (another epoch, behind the floor) or that the reader has no access.
func Feed(r Reader, space string, who Actor, since int64, epoch string, limit int) (wire.Pull, error) {
	const op = "syncing.Feed"
	sp, err := r.Space(space)
	if err != nil {
		return wire.Pull{}, hideUnknown(op, err)
	}
	member, err := r.Member(space, who.Person)
	if err != nil {
		return wire.Pull{}, hideUnknown(op, err)
	}
	last, err := r.LastSeq(space, who.Device)
	if err != nil {
		return wire.Pull{}, fault.Wrap(op, err)
	}
	fresh := epoch == "" && since == 0
	if !fresh && (epoch != sp.Epoch || since > sp.Rev || (since > 0 && since < sp.Floor)) {
		return wire.Pull{}, &Refusal{Code: wire.CodeResnapshot, Epoch: sp.Epoch, LastSeq: last}
	}
	limit = min(max(limit, 1), wire.MaxPullItems)
	items, err := r.Items(space, since, member.Audiences(), limit+1)
	if err != nil {
		return wire.Pull{}, fault.Wrap(op, err)
	}
	page := wire.Pull{Epoch: sp.Epoch, To: sp.Rev, LastSeq: last, Items: items}
	if len(items) > limit {
		page.Items, page.More = items[:limit], true
		page.To = page.Items[limit-1].Rev // one revision is one item: the cut is clean
	}
	return page, nil
}
