package memstore

// Clone is the server as it stands now, living on by itself: a lagging standby, a backup.
func (s *Server) Clone() *Server {
	c := &Server{}
	c.state.Store(s.state.Load()) // a published state never changes
	return c
}

// Clone is an independent store with the same content: a copied disk, a restored backup.
func (c *Client) Clone() *Client {
	twin := &Client{}
	twin.state.Store(c.state.Load())
	return twin
}
