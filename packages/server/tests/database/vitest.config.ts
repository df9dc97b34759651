import { defineConfig } from 'vitest/config';
import { recordStatements } from './record-statements.ts';

export default defineConfig({
  plugins: [recordStatements],
  test: {
    name: 'database',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['./servers/start-servers.ts'],
    isolate: false,
    expect: { poll: { timeout: 60_000, interval: 50 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
