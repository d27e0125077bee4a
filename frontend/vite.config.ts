import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The page is served from wails://wails, from a loopback path and from disk: every address in it is relative.
  base: "./",
  plugins: [react()],
  build: {
    outDir: "dist",
    // WKWebView of macOS 13, WebKitGTK 2.38 and WebView2 are the oldest engines the window runs in.
    target: ["es2022", "safari16"],
    // Its polyfill calls fetch, which the page's policy refuses.
    modulePreload: { polyfill: false },
    // Everything is read from inside the program: one large file costs nothing.
    chunkSizeWarningLimit: 4000,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // Files share what they import, which takes longer to load than most of them run: each test shows its part anew.
    isolate: false,
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
