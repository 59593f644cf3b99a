package main

import (
	"os"
	"os/exec"
)

// replace starts a program that outlives this one: Windows puts none in another's place.
func replace(path string, args, env []string) error {
	cmd := exec.Command(path, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = env, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}
