// Package frontend embeds the built screens. It holds no logic: whoever serves them decides how.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

//go:embed src/text/en.json src/text/es.json
var texts embed.FS

// Text is the file of all sentences in a language, "en" or "es", for what has to be said before there is a page.
func Text(language string) ([]byte, error) { return texts.ReadFile("src/text/" + language + ".json") }

// Assets is the built frontend, rooted at its index.html. Before the first `npm run build` it holds only a marker file.
func Assets() fs.FS {
	assets, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a constant and a valid path: fs.Sub cannot refuse it
	}
	return assets
}
