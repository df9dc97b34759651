import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'database',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['./servers/start-servers.ts'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
