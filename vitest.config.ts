import { defineConfig } from 'vitest/config';

const minuteMs = 60_000;

/** What is waited for in a test. */
const patience = { expect: { poll: { timeout: 60_000, interval: 50 } } };

const databaseTests = 'packages/server/tests/database';
const directoryTests = 'packages/server/tests/directory';

/**
 * The parts of `npm test` that vitest runs; scripts/parts.mjs names them. Parts of many small files keep what they have
 * imported (`isolate: false`): importing the server for each took a third of their time. Limits of time only end what
 * hangs: a machine with other work to do is ten times slower.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patience,
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'bench/src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          isolate: false,
          testTimeout: minuteMs,
        },
      },
      {
        test: {
          ...patience,
          name: 'journeys',
          include: [
            'packages/{server,netberth}/tests/**/*.test.ts',
            'bench/tests/**/*.test.ts',
            'e2e/faults/{src,tests}/**/*.test.ts',
          ],
          exclude: [`${databaseTests}/**`, `${directoryTests}/**`],
          isolate: false,
          testTimeout: 2 * minuteMs,
          hookTimeout: 2 * minuteMs,
        },
      },
      {
        test: {
          ...patience,
          name: 'media',
          include: ['packages/{disk-image,media}/tests/**/*.test.ts', 'e2e/media/**/*.test.ts'],
          testTimeout: 8 * minuteMs,
          hookTimeout: 8 * minuteMs,
        },
      },
      // the part 'database': its servers are started there
      `${databaseTests}/vitest.config.ts`,
      // Samba and OpenLDAP are started there
      `${directoryTests}/vitest.config.ts`,
      {
        test: {
          ...patience,
          name: 'e2e',
          include: ['e2e/{src,tests}/**/*.test.ts', 'e2e/publish/tests/**/*.test.ts'],
          testTimeout: 15 * minuteMs,
          hookTimeout: 5 * minuteMs,
        },
      },
      {
        test: {
          ...patience,
          name: 'differential',
          include: ['e2e/differential/*.test.ts'],
          testTimeout: 8 * minuteMs,
          hookTimeout: 8 * minuteMs,
        },
      },
      {
        test: {
          ...patience,
          name: 'console',
          include: ['e2e/console/tests/**/*.test.ts'],
          globalSetup: ['e2e/console/src/built-console.ts'],
          testTimeout: 3 * minuteMs,
          hookTimeout: 3 * minuteMs,
        },
      },
      {
        test: {
          ...patience,
          name: 'network',
          include: ['e2e/network/tests/**/*.test.ts'],
          globalSetup: ['e2e/network/src/lab-firmware.ts'],
          testTimeout: 15 * minuteMs,
          hookTimeout: 5 * minuteMs,
        },
      },
      {
        test: {
          ...patience,
          name: 'openstack',
          include: ['e2e/openstack/tests/**/*.test.ts'],
          testTimeout: 8 * minuteMs,
          hookTimeout: 15 * minuteMs,
        },
      },
      {
        test: {
          ...patience,
          name: 'answers',
          include: ['e2e/answers/tests/**/*.test.ts'],
          testTimeout: 8 * minuteMs,
          hookTimeout: 8 * minuteMs,
        },
      },
      {
        test: {
          ...patience,
          name: 'e2e-long',
          include: [
            'e2e/long/**/*.test.ts',
            'e2e/answers/long/**/*.test.ts',
            'e2e/faults/long/**/*.test.ts',
            'e2e/network/long/**/*.test.ts',
            'e2e/openstack/long/**/*.test.ts',
            'e2e/publish/long/**/*.test.ts',
          ],
          globalSetup: ['e2e/network/src/lab-firmware.ts'],
          testTimeout: 60 * minuteMs,
          hookTimeout: 10 * minuteMs,
        },
      },
    ],
  },
});
