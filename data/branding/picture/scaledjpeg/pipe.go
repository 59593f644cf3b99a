package scaledjpeg

// row is a row of units that was read, and has to be drawn.
type row struct {
	y      int
	n      int // blocks that were read
	blocks []folded
}

// folded is a block in the smaller form.
type folded struct {
	samples [64]float32
	last    int // coefficient that is not 0
}

// pipe draws rows while the next one is read: reading takes about as long as drawing, and depends on what was read before.
type pipe struct {
	free, full chan *row
	ended      chan struct{}
}

// pipe starts drawing, and makes the first row to be read.
func (s *scan) pipe() *pipe {
	units := 0
	_ = s.unit(0, 0, func(*component, int, int) error { // counting cannot fail
		units++
		return nil
	})
	const rows = 3 // one is read, one is drawn, one waits
	p := &pipe{free: make(chan *row, rows), full: make(chan *row, rows), ended: make(chan struct{})}
	for range rows {
		p.free <- &row{blocks: make([]folded, units*s.across)}
	}
	s.row = <-p.free
	go func() {
		defer close(p.ended)
		for r := range p.full {
			s.draw(r)
			p.free <- r
		}
	}()
	return p
}

// next hands a row over to be drawn, and gives one to read into.
func (p *pipe) next(r *row, y int) *row {
	r.y = y
	p.full <- r
	next := <-p.free
	next.n = 0
	return next
}

// close waits until everything is drawn.
func (p *pipe) close() {
	close(p.full)
	<-p.ended
}

// draw goes over a row in the order in which it was read.
func (s *scan) draw(r *row) {
	i := 0
	for x := range s.across {
		_ = s.unit(x, r.y, func(c *component, x, y int) error { // drawing cannot fail
			c.draw(x, y, &r.blocks[i].samples, r.blocks[i].last)
			i++
			return nil
		})
	}
}
