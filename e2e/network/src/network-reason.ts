import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { repositoryRoot, workRoot } from '../../src/work-folder.ts';
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

/** Why no VLAN can be built here; null: it can. */
export const noVlan = noNetwork ?? withoutVlans();

function withoutVlans(): string | null {
  const name = `nb${process.pid}-vlan`;
  const words = `link add link lo name vlan0 type vlan id 20`.split(' ');
  spawnSync('ip', ['netns', 'add', name]);
  const { status, stderr } = spawnSync('ip', ['-n', name, ...words], { encoding: 'utf8' });
  spawnSync('ip', ['netns', 'del', name]);
  return status === 0 ? null : `this kernel has no VLANs: ${stderr.trim()}`;
}

/** Why the server cannot be run by another user; null: it can. */
export const noOtherUser = noNetwork ?? unreadable();

function unreadable(): string | null {
  const look = ['--reuid', 'nobody', '--clear-groups', 'ls', workRoot, process.execPath];
  const isReadable = spawnSync('setpriv', look).status === 0;
  return isReadable ? null : `only root can read ${repositoryRoot}`;
}

/** The name of a test that needs something: where that is missing, it says why the test does not run. */
export function named(name: string, reason = noNetwork): string {
  return reason === null ? name : `${name} (skipped: ${reason})`;
}
