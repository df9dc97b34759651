import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'directory',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // Samba has the ports 389 and 636 to itself.
    fileParallelism: false,
    expect: { poll: { timeout: 60_000, interval: 50 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
