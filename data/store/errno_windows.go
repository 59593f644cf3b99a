package store

import "syscall"

// fullErrnos mean that nothing more can be written: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED
// and ERROR_FILE_TOO_LARGE of winerror.h.
var fullErrnos = []syscall.Errno{39, 112, 1295, 223}

// readOnlyErrnos mean that the place cannot be written, beyond those that are fs.ErrPermission: ERROR_WRITE_PROTECT.
var readOnlyErrnos = []syscall.Errno{19}
