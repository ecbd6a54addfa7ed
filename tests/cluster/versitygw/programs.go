//go:build programs

// Package programs names what is built here, so that `go mod tidy` keeps what the program needs.
package programs

import _ "github.com/versity/versitygw/cmd/versitygw"
