package storetest

import "testing"
