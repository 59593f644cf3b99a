package uitest

import "testing"
