package widgets

import "github.com/go-gl/glfw/v3.3/glfw" // want one-door-to-glfw
