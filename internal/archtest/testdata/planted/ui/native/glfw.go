package native

import "github.com/go-gl/glfw/v3.3/glfw"
