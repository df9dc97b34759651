import { setFlagsFromString } from 'node:v8';

/**
 * V8 enlarges its young generation, up to 64 MiB, where many short-lived objects are made, and keeps that. The start of the
 * server makes many once, so it grows only for requests; and bytes that such objects hold outside it, as media do, are
 * let go of the later the larger it is.
 */
export const youngGeneration = {
  keepSmall: () => setFlagsFromString('--semi-space-growth-factor=1'),
  /** V8's own setting. */
  letGrow: () => setFlagsFromString('--semi-space-growth-factor=2'),
};
