/** How the client is built: hashed files under `assets/`, no inline script, so that `script-src 'self'` holds. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { mantineStyles } from "./plugins/mantineStyles.ts";

const EDGE = process.env.GREENLIGHT_EDGE ?? "http://127.0.0.1:8600"; // of `make up`, behind `npm run dev`
const BEHIND = ["/api", "/state", "/coach_audit", "/approvals", "/health", "/local"];

export default defineConfig({
  plugins: [react(), mantineStyles()],
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // the first with light-dark(); older ones would lose it
    manifest: true, // which file needs which: the budget of a first visit is counted by it
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5173,
    proxy: {
      ...Object.fromEntries(BEHIND.map((prefix) => [prefix, { target: EDGE }])),
      "/realtime": { target: EDGE, ws: true, headers: { origin: EDGE } }, // the socket's door checks it
    },
  },
  test: {
    environment: "jsdom",
    pool: "threads",
    isolate: false, // one jsdom per worker: with one per file, making them takes four fifths of the time
    setupFiles: ["tests/setup.ts"],
    include: ["{src,plugins}/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    testTimeout: 20_000, // two busy cores draw a form slowly
  },
});
