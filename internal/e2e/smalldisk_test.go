//go:build linux

package e2e

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"pupitre/internal/proc"
)

// smallDisk is a disk that the kiosk's folder has to itself, and that can be filled.
type smallDisk struct {
	w      *world
	filler string
}

const smallDiskOptions = "size=16m,mode=700"

// mount gives the kiosk's folder a disk of its own: an ordinary one where the tests may mount, else one in a namespace of the
// user's own, in which the programs of the computer run from then on (user_namespaces(7)).
func (d *smallDisk) mount(c *computer) {
	c.w.t.Helper()
	folder := c.kioskFolder()
	err := syscall.Mount("tmpfs", folder, "tmpfs", 0, smallDiskOptions)
	if errors.Is(err, syscall.EPERM) {
		folder = d.mountInNamespace(c, folder)
	} else {
		c.w.check(err)
		c.w.t.Cleanup(func() { // before the world's own: what is mounted cannot be taken away
			if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
				c.w.t.Error(err)
			}
		})
	}
	c.disk = folder
	d.w, d.filler = c.w, filepath.Join(folder, "filler")
}

// mountInNamespace mounts where the system lets everybody, and gives the folder's place for who stands outside.
func (d *smallDisk) mountInNamespace(c *computer, folder string) (outside string) {
	c.w.t.Helper()
	const script = `mount -t tmpfs -o "$1" tmpfs "$2" && echo mounted && exec cat`
	holder := c.w.start(proc.Spec{
		Path: c.w.tool("unshare", "util-linux"),
		Args: []string{"--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", smallDiskOptions, folder},
		Env:  c.env(), HoldInput: true,
	})
	if _, err := holder.Line(0, patience); err != nil {
		c.w.t.Fatalf("the tests may mount no disk: run them as root, or let namespaces of users (kernel.apparmor_restrict_unprivileged_userns=0): %v", err)
	}
	pid := strconv.Itoa(holder.PID())
	// Whoever enters a namespace is forgotten by who started it, so setpriv says once more that it ends with the tests.
	c.within = []string{
		c.w.tool("nsenter", "util-linux"), "--preserve-credentials", "--user", "--mount", "--target", pid, "--",
		c.w.tool("setpriv", "util-linux"), "--pdeathsig", "KILL", "--",
	}
	return filepath.Join("/proc", pid, "root", folder)
}

// fill leaves nothing free.
func (d *smallDisk) fill() {
	d.w.t.Helper()
	file, err := os.Create(d.filler)
	d.w.check(err)
	for block := make([]byte, 64<<10); len(block) > 0; {
		if _, err = file.Write(block); err != nil {
			block = block[:len(block)/2] // to the last byte
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		d.w.t.Fatalf("the disk is not full: %v", err)
	}
	d.w.check(file.Close())
}

// empty gives the room back.
func (d *smallDisk) empty() {
	d.w.t.Helper()
	d.w.check(os.Remove(d.filler))
}
