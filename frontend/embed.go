// Package frontend embeds the built screens. It holds no logic: whoever serves them decides how.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Assets is the built frontend, rooted at its index.html. Before the first `npm run build` it holds only a marker file.
func Assets() fs.FS {
	assets, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a constant and a valid path: fs.Sub cannot refuse it
	}
	return assets
}
