import { defineConfig } from 'vitest/config';

// Workspace packages are tested from their sources; what tests/ starts as a process is the build.
const conditions = ['eventbook-source', 'import', 'module', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{shared,cli,collector,desktop}/src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/dist/**', '**/node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Processes under test share two cores with the runner.
    maxWorkers: 2,
  },
});
