import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const LIBRARY = /node_modules\/(react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next)\//;

/** The build goes into the Python package, which serves it; `npm run dev` asks a running server for data. */
export default defineConfig(({ command }) => ({
  plugins: [react()],
  // A build that went well has nothing to say: its list of files would hide what does.
  logLevel: command === "build" ? "warn" : "info",
  build: {
    outDir: "../src/regulars/web/static",
    emptyOutDir: true,
    target: ["chrome125", "firefox128", "safari18"],
    // What lays out the drawings of campaigns is one file of 1.5 MB, loaded with the first drawing; all else stays below 500 kB.
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      output: {
        // Apart from the pages, so that browsers keep it when these change.
        codeSplitting: { groups: [{ name: "library", test: LIBRARY }] },
      },
    },
  },
  server: { port: 5173, proxy: { "/v1": process.env.REGULARS_URL ?? "http://127.0.0.1:8000" } },
}));
