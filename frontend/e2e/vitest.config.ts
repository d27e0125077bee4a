import { defineConfig } from "vitest/config";

// One flow at a time: each has an app and a browser of its own, and the machine may have two cores.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: "node",
    // Flows that take long have a name of their own.
    include: [process.env["FERRY_E2E_LONG"] === undefined ? "**/*.e2e.ts" : "**/*.long.ts"],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    retry: 0,
    bail: 0,
    reporters: ["verbose"],
  },
});
