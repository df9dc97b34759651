import { parseArgs } from 'node:util';
import { byteSizeSchema } from '../../../packages/server/src/config/byte-size.ts';
import { linkSpeedSchema } from '../../../packages/server/src/config/link-speed.ts';
import type { StormOptions } from './run-storm.ts';

export const stormPage = `npm run bench -- storm [--machines N] [--image-size SIZE] [--sockets N] [--faults SEED] [--cpu-prof DIR]

Starts a server of its own on loopback, grants every simulated machine two installers, switches all of them on at once
and leads each to its own disk: bootstrap, kernel and initrd, the image (every second machine in ranges), post-install,
finish. Every byte of every file is compared. Then it reads each machine's history from the server and names whatever
should not be: a machine that is not finished, a step that started twice, an installer served without a live grant.

  --machines N       how many machines (default: 10000)
  --image-size SIZE  of the image that each of them writes, like 512KiB or 200MiB (default: 1MiB)
  --sockets N        connections they share, and so requests under way at any time (default: 256)
  --link-speed SPEED what the server takes its link for, like 1Gbit: machines then wait for their turns
  --faults SEED      lose, repeat and delay requests and answers, and kill the server every eight seconds; an
                     undisturbed storm comes first, and how much longer this one takes is said
  --cpu-prof DIR     keep the server's CPU profile there; Chrome's developer tools open it

Exit code: 0 nothing found; 1 something found; 2 wrong use.

  npm run bench -- storm --machines 500       a short one
  npm run bench -- storm --image-size 20MiB   with images that do more than the requests
`;

export type StormAsked =
  | { readonly asks: 'storm'; readonly options: StormOptions }
  | { readonly asks: 'page' }
  | { readonly asks: 'refusal'; readonly message: string };

/** More do not fit into the memory that `scripts/bench.mjs` gives this process. */
const mostMachines = 30_000;

const flags = {
  machines: { type: 'string', default: '10000' },
  'image-size': { type: 'string', default: '1MiB' },
  sockets: { type: 'string', default: '256' },
  'cpu-prof': { type: 'string' },
  'link-speed': { type: 'string' },
  faults: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What stands behind `storm` on the command line; all that is wrong with it is named at once. */
export function parseStormOptions(words: readonly string[]): StormAsked {
  const read = readFlags(words);
  if (typeof read === 'string') return { asks: 'refusal', message: read };
  if (read.help) return { asks: 'page' };
  const problems: string[] = [];
  const options = {
    machines: countOf('--machines', read.machines, mostMachines, problems),
    imageBytes: sizeOf('--image-size', read['image-size'], problems),
    sockets: countOf('--sockets', read.sockets, 4096, problems),
    cpuProfileFolder: read['cpu-prof'] ?? null,
    linkSpeed: speedOf('--link-speed', read['link-speed'], problems),
    faults: read.faults === undefined ? null : countOf('--faults', read.faults, 1_000_000_000, problems),
  };
  return problems.length === 0
    ? { asks: 'storm', options }
    : { asks: 'refusal', message: problems.join('\n') };
}

function readFlags(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: flags }).values;
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return error.message;
    throw error;
  }
}

function countOf(flag: string, text: string, most: number, problems: string[]): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most) problems.push(`${flag} "${text}": is not a whole number from 1 to ${most}`);
  return count;
}

function speedOf(flag: string, text: string | undefined, problems: string[]): string | null {
  if (text === undefined || linkSpeedSchema.safeParse(text).success) return text ?? null;
  problems.push(`${flag} "${text}": is not a speed like 1Gbit or 100Mbit`);
  return null;
}

function sizeOf(flag: string, text: string, problems: string[]): number {
  const size = byteSizeSchema.safeParse(text);
  if (size.success && size.data > 0) return size.data;
  problems.push(`${flag} "${text}": is not a size like 512KiB, 1MiB or 200MiB`);
  return 0;
}
