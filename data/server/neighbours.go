package server

import (
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// CheckSpace implements syncing.SpacePolicy.
func (p *pushPolicy) CheckSpace(near syncing.Neighbours, entity string, fields map[string]wire.Value, changed []string) (string, error) {
	if between, ok := p.Policy.(syncing.SpacePolicy); ok {
		return between.CheckSpace(near, entity, fields, changed)
	}
	return "", nil
}

// CheckDelete implements syncing.SpacePolicy.
func (p *pushPolicy) CheckDelete(near syncing.Neighbours, entity string) (string, error) {
	if between, ok := p.Policy.(syncing.SpacePolicy); ok {
		return between.CheckDelete(near, entity)
	}
	return "", nil
}
