import { defineConfig } from "vitest/config";

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  resolve: {
    // The package's own "#hmac" points into dist/; tests run the sources.
    alias: { "#hmac": new URL("../src/hmac.node.ts", import.meta.url).pathname },
  },
  test: {
    include: ["test/**/*.test.ts"],
    // For slow machines only: compilers and browsers are among what is tested.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for a process of their own; leaving a core idle as well, as the default does, helps nobody.
    maxWorkers: "100%",
    coverage: {
      provider: "v8",
      include: ["src/**"],
      exclude: ["dist/**"],
      reporter: ["text"],
      thresholds: { branches: 95 },
    },
  },
});
