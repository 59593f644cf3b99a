//go:build !windows

package store

import "syscall"

// fullErrnos mean that nothing more can be written: disk, quota, or largest file.
var fullErrnos = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}

// readOnlyErrnos mean that the place cannot be written, beyond those that are fs.ErrPermission.
var readOnlyErrnos = []syscall.Errno{syscall.EROFS}
