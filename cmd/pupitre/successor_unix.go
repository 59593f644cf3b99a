//go:build unix

package main

import "syscall"

// replace runs a program in the place of this one: who waits for this one waits for that one. It returns only an error.
func replace(path string, args, env []string) error {
	return syscall.Exec(path, append([]string{path}, args...), env)
}
