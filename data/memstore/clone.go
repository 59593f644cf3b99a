package memstore

// Clone is the server as it stands now, living on by itself: a lagging standby, a backup.
func (s *Server) Clone() *Server {
	c := &Server{}
	c.state.Store(s.state.Load()) // a published state never changes
	return c
}
