// Command ferry is the desktop app. Wails compiles the folder of wails.json, so main stands at the root.
package main

import "ferry/app"

func main() { app.Main() }
