package syncing

import (
	"strings"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Feed is a page of a space after the reader's cursor: what the reader may see, in the order of revisions. A *Refusal
// says that the cursor is of no use any more (another epoch, behind the floor) or that the reader has no access.
//
// Without an epoch the reader is in the middle of a snapshot, or at its beginning: a page is then given whatever the floor,
// and it is the reader who compares the page's epoch and floor with those of its first page.
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
	mine := EpochFor(sp.Epoch, member)
	behind := since < sp.Floor && !planted(ignoreFloor)
	if epoch != "" && (epoch != mine || since > sp.Rev || behind) {
		return wire.Pull{}, &Refusal{Code: wire.CodeResnapshot, Epoch: mine, LastSeq: last}
	}
	limit = min(max(limit, 1), wire.MaxPullItems)
	items, err := r.Items(space, since, audiencesOf(member), limit+1)
	if err != nil {
		return wire.Pull{}, fault.Wrap(op, err)
	}
	page := wire.Pull{Epoch: mine, To: sp.Rev, Rev: sp.Rev, Floor: sp.Floor, LastSeq: last, Items: items}
	if len(items) > limit {
		page.Items, page.More = items[:limit], true
		page.To = page.Items[limit-1].Rev // one revision is one item: the cut is clean
		if planted(skipCutItem) {
			page.To = page.Items[limit-1].Rev + 1
		}
	}
	return page, nil
}

func audiencesOf(m access.Member) []string {
	if planted(anyAudience) {
		return access.Member{Person: m.Person, Role: access.Primary}.Audiences()
	}
	return m.Audiences()
}

// EpochFor is the epoch of a space as a member is told it: a person whose role changes may read other items, so that what
// was read before is of no more use than that of another history. historyOf is its reverse.
func EpochFor(epoch string, m access.Member) string {
	if planted(ignoreRole) {
		return epoch
	}
	return epoch + "." + string(m.Role)
}

// historyOf is the epoch of the space, whatever the role that it was told to.
func historyOf(told string) string {
	history, _, _ := strings.Cut(told, ".")
	return history
}
