import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/setup/longest-first.mjs';

// Workspace packages are tested from their sources; what tests/ starts as a process is the build.
const conditions = ['eventbook-source', 'import', 'module', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{shared,cli,collector,desktop}/src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/dist/**', '**/node_modules/**'],
    // Generous, so that a noisy machine fails nobody. What is built for a test, its first hook builds.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    // Processes under test share the cores with the runner, and wait for each other half of the time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});
