/**
 * The menu: rendered as a whole, checked as a whole, and its scripts answered against a bare Node server that sends the
 * same bytes. `npm run bench -- menu [--netbootxyz DIR]`; needs wrk, and ansible-playbook for the menu of netboot.xyz.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { menuFiles, menuText } from '../../packages/catalogue/src/index.ts';
import { loadCatalogue } from '../../packages/catalogue/node/load-catalogue.ts';
import { startNetberth, startPeer, stop } from './server-process.ts';
import { median, rounded, wrkLoad, type Load } from './wrk-load.ts';

export type MenuRow = {
  readonly what: string;
  readonly measured: string;
  readonly aim: string;
  readonly isReached: boolean;
};

const rounds = 3;
const main = join(import.meta.dirname, '../../packages/netberth/src/main.ts');

/** @param netbootxyz a checkout of netboot.xyz, to render its menu beside ours */
export async function menuSpeed(netbootxyz: string | null): Promise<MenuRow[]> {
  return [
    renderedRow(),
    await checkedRow(),
    ...(await answeredRows()),
    ...(await netbootxyzRows(netbootxyz)),
  ];
}

/** From the files on disk to the text of every script, in a process that is warm. */
function render(): number {
  const beganMs = performance.now();
  const { catalogue } = loadCatalogue();
  for (const file of menuFiles(catalogue, { timeoutMs: 300_000 })) menuText(file);
  return performance.now() - beganMs;
}

function renderedRow(): MenuRow {
  const ms = median(Array.from({ length: 5 }, render));
  return {
    what: 'whole static menu rendered',
    measured: `${Math.round(ms)} ms`,
    aim: '1 s',
    isReached: ms < 1000,
  };
}

async function checkedRow(): Promise<MenuRow> {
  const seconds = await secondsOf(process.execPath, [main, 'menu', 'check']);
  return {
    what: 'netberth menu check, offline',
    measured: `${rounded(seconds)} s`,
    aim: '30 s',
    isReached: seconds < 30,
  };
}

/** @throws when the program fails: what it says is on the screen */
async function secondsOf(program: string, words: readonly string[], cwd?: string): Promise<number> {
  const beganMs = performance.now();
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'], cwd });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`Measuring ${program} ${words.join(' ')}: it ended with ${code}.`);
  return (performance.now() - beganMs) / 1000;
}

const platform = 'firmware=efi&arch=x86_64';
/** The choice is a boot, recorded before it is answered: no page is. */
const scripts = [
  { what: 'first page, /menu.ipxe', path: `/menu.ipxe?${platform}`, leastRatio: 0.5 },
  { what: 'page of a product', path: `/menu/products/debian.ipxe?${platform}`, leastRatio: 0.5 },
  {
    what: 'a choice, /menu/p/debian, a boot',
    path: `/menu/p/debian?release=trixie&${platform}&net0=52-54-00-00-00-07`,
    leastRatio: null,
  },
] as const;

async function answeredRows(): Promise<MenuRow[]> {
  const data = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  const ours = await startNetberth(data);
  try {
    const rows: MenuRow[] = [];
    for (const script of scripts) rows.push(await answeredRow(script, ours.url + script.path));
    return rows;
  } finally {
    await stop(ours);
    rmSync(data, { recursive: true });
  }
}

async function answeredRow({ what, leastRatio }: (typeof scripts)[number], url: string): Promise<MenuRow> {
  const bare = await startPeer('peer-bare.ts', await (await fetch(url)).text());
  try {
    const turns: { readonly ours: Load; readonly bare: Load }[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const turn = { bare: await wrkLoad(bare.url), ours: await wrkLoad(url) };
      if (round >= 0) turns.push(turn);
    }
    const ours = median(turns.map((turn) => turn.ours.perSecond));
    const ratio = ours / median(turns.map((turn) => turn.bare.perSecond));
    const measured = `${rounded(ratio)} of bare Node (${Math.round(ours)}/s)`;
    if (leastRatio === null) return { what, measured, aim: 'none', isReached: true };
    return { what, measured, aim: String(leastRatio), isReached: ratio >= leastRatio };
  } finally {
    await stop(bare);
  }
}

/** Its own generation by Ansible, menus alone, against ours as a user starts it. */
async function netbootxyzRows(checkout: string | null): Promise<MenuRow[]> {
  if (checkout === null) return [];
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  try {
    const ours = await secondsOf(process.execPath, [main, 'menu', 'render', '-o', join(folder, 'ours')]);
    const theirs = await secondsOf('ansible-playbook', netbootxyzWords(folder), checkout);
    const measured = `${rounded(ours)} s, netboot.xyz ${rounded(theirs)} s`;
    return [{ what: 'menu render, beside netboot.xyz', measured, aim: 'sooner', isReached: ours < theirs }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function netbootxyzWords(folder: string): readonly string[] {
  const pciids = join(folder, 'pciids.ipxe');
  mkdirSync(join(folder, 'theirs'));
  // It would be fetched from the internet.
  if (!existsSync(pciids)) writeFileSync(pciids, '#!ipxe\n');
  const values = {
    generate_disks: 'false',
    generate_checksums: 'false',
    netbootxyz_root: join(folder, 'theirs'),
    netbootxyz_conf_dir: folder,
    pciids_url: `file://${pciids}`,
  };
  const given = Object.entries(values).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  return ['-i', 'localhost,', '-c', 'local', 'site.yml', ...given];
}
