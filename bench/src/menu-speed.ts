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
const pages = [
  { what: 'first page, /menu.ipxe', path: `/menu.ipxe?${platform}` },
  { what: 'page of a product', path: `/menu/products/debian.ipxe?${platform}` },
];
const machine = 'net0=52-54-00-00-00-07';

async function answeredRows(): Promise<MenuRow[]> {
  const data = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  const ours = await startNetberth(data, ['--new-machines', 'disk']);
  try {
    const rows: MenuRow[] = [];
    for (const { what, path } of pages) rows.push(await pageRow(what, ours.url + path));
    return [...rows, await choiceRow(ours.url)];
  } finally {
    await stop(ours);
    rmSync(data, { recursive: true });
  }
}

async function pageRow(what: string, url: string): Promise<MenuRow> {
  const [ours, bare] = await besideBare(url, [url]);
  const ratio = (ours ?? Number.NaN) / bare;
  const measured = `${rounded(ratio)} of bare Node (${Math.round(ours ?? Number.NaN)}/s)`;
  return { what, measured, aim: '0.5', isReached: ratio >= 0.5 };
}

/** A choice is a boot: its script, three times as long as that of a disk, is on disk before it is answered. */
async function choiceRow(server: string): Promise<MenuRow> {
  const url = `${server}/menu/p/debian?release=trixie&${platform}&${machine}`;
  const [choice = Number.NaN, bare, boot = Number.NaN] = await besideBare(url, [
    url,
    `${server}/bootstrap?${machine}`,
  ]);
  const ratio = choice / boot;
  return {
    what: 'a choice, /menu/p/debian, a boot',
    measured: `${rounded(ratio)} of /bootstrap, ${rounded(choice / bare)} of bare Node (${Math.round(choice)}/s)`,
    aim: '0.5 of /bootstrap',
    isReached: ratio >= 0.5,
  };
}

/**
 * Requests a second by turns, after one that does not count: of the first URL, of a bare Node server that sends what this
 * one answers, and of the others.
 */
async function besideBare(
  first: string,
  urls: readonly string[],
): Promise<readonly [number | undefined, number, ...number[]]> {
  const bare = await startPeer('peer-bare.ts', await (await fetch(first)).text());
  try {
    const turns: { readonly bare: Load; readonly ours: readonly Load[] }[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const ours: Load[] = [];
      const turn = { bare: await wrkLoad(bare.url), ours };
      for (const url of urls) ours.push(await wrkLoad(url));
      if (round >= 0) turns.push(turn);
    }
    const [own, ...others] = urls.map((_, index) =>
      median(turns.map(({ ours }) => ours[index]?.perSecond ?? Number.NaN)),
    );
    return [own, median(turns.map((turn) => turn.bare.perSecond)), ...others];
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
