import { accessSync, constants } from 'node:fs';
import { noFirmware } from './lab-firmware.ts';

/** Why no network can be built here; null: it can. */
export const noNetwork =
  process.getuid?.() === 0 ? (noTun() ?? noFirmware()) : 'only root may make network namespaces';

function noTun(): string | null {
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    return error instanceof Error ? `/dev/net/tun: ${error.message}` : '/dev/net/tun';
  }
}

/** The name of a test that needs a network: where none can be built, it says why the test does not run. */
export function named(name: string): string {
  return noNetwork === null ? name : `${name} (skipped: ${noNetwork})`;
}
