//go:build linux

package screen

import (
	"fmt"

	"github.com/jezek/xgb/randr"
	"github.com/jezek/xgb/xproto"
)

// SetResolution sets the screen to another size in pixels, at most the one that it began with, as a person does in the settings
// of the system or a new screen does by itself (RANDR 1.2).
func (d *Display) SetResolution(width, height int) error {
	if err := randr.Init(d.conn); err != nil {
		return err
	}
	all, err := randr.GetScreenResources(d.conn, d.root).Reply()
	if err != nil {
		return err
	}
	if len(all.Crtcs) == 0 || len(all.Outputs) == 0 {
		return fmt.Errorf("display %s has no screen", d.Name)
	}
	mode, err := d.mode(all, uint16(width), uint16(height))
	if err != nil {
		return err
	}
	crtc, output := all.Crtcs[0], all.Outputs[0]
	set := func(mode randr.Mode, outputs ...randr.Output) error {
		_, err := randr.SetCrtcConfig(d.conn, crtc, xproto.TimeCurrentTime, all.ConfigTimestamp, 0, 0, mode, randr.RotationRotate0, outputs).Reply()
		return err
	}
	if err := set(0); err != nil { // a screen that shows something cannot shrink
		return err
	}
	const perInch = 96
	const perMetre = 254 // tenths of a millimetre in an inch
	err = randr.SetScreenSizeChecked(d.conn, d.root, uint16(width), uint16(height),
		uint32(width*perMetre/perInch/10), uint32(height*perMetre/perInch/10)).Check()
	if err != nil {
		return err
	}
	return set(mode, output)
}

// mode finds the mode of a size, or makes it.
func (d *Display) mode(all *randr.GetScreenResourcesReply, width, height uint16) (randr.Mode, error) {
	for _, m := range all.Modes {
		if m.Width == width && m.Height == height {
			return randr.Mode(m.Id), nil
		}
	}
	name := fmt.Sprintf("%dx%d", width, height)
	info := randr.ModeInfo{
		Width: width, Height: height, Htotal: width, Vtotal: height, DotClock: uint32(width) * uint32(height) * 60,
		NameLen: uint16(len(name)),
	}
	made, err := randr.CreateMode(d.conn, d.root, info, name).Reply()
	if err != nil {
		return 0, err
	}
	return made.Mode, randr.AddOutputModeChecked(d.conn, all.Outputs[0], made.Mode).Check()
}
