import { setFlagsFromString } from 'node:v8';

/**
 * Starting makes many short-lived objects once; V8 would enlarge its young generation for them by some 15 MiB, and keep
 * that. So it grows only for requests.
 */
export const youngGeneration = {
  keepSmall: () => setFlagsFromString('--semi-space-growth-factor=1'),
  /** V8's own setting. */
  letGrow: () => setFlagsFromString('--semi-space-growth-factor=2'),
};
