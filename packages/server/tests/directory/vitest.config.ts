import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'directory',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // Samba has the ports 389 and 636 to itself.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
