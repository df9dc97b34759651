import { execFile } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { planFat, readAt, type PlanOutcome } from '../../packages/disk-image/src/index.ts';
import { fillMedium, parseMediumWay, type MediumOrder } from '../../packages/media/src/index.ts';
import { mediumBytes, type Loaders } from '../../packages/media/node/index.ts';
import type { MediaRow } from './media-row.ts';
import { templateOf } from './media-template.ts';
import { median, rounded } from './wrk-load.ts';

const run = promisify(execFile);
const rounds = 9;
const leastRatio = 20;

/** One ISO into a file: from a template that is there, all of it anew, and by xorriso from the same files in a folder. */
export async function oneMedium(folder: string, loaders: Loaders): Promise<MediaRow[]> {
  const words = xorrisoWords(folder, loaders);
  const template = templateOf(loaders, ['bios', 'uefi']);
  const times = { xorriso: [] as number[], filled: [] as number[], planned: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const order = orderOf(round);
    const write = async (from: PlanOutcome) => writeTo(join(folder, 'ours.iso'), from);
    times.xorriso.push(await millisecondsOf(() => run('xorriso', words)));
    times.filled.push(await millisecondsOf(() => write(fillMedium(template, order))));
    times.planned.push(
      await millisecondsOf(() => write(fillMedium(templateOf(loaders, ['bios', 'uefi']), order))),
    );
  }
  return [
    rowOf('one ISO into a file, from its template', times.filled, times.xorriso),
    // What a command that makes a single medium takes; a server plans a template once.
    { ...rowOf('one ISO into a file, all anew', times.planned, times.xorriso), aim: 'none', isReached: null },
  ];
}

/** Without waiting for the disk, as xorriso does. */
function writeTo(path: string, outcome: PlanOutcome): void {
  if (outcome.kind === 'refused') throw new Error('the medium was refused');
  const file = openSync(path, 'w');
  writevSync(file, [...mediumBytes(outcome.plan).chunks()]);
  closeSync(file);
}

/** The tree that our ISO has: the files of BIOS, the script, and the FAT volume of UEFI. */
function xorrisoWords(folder: string, { files }: Loaders): string[] {
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  for (const name of ['isolinux.bin', 'ldlinux.c32', 'ipxe.lkrn'] as const)
    writeFileSync(join(tree, name), files.get(name) ?? '');
  writeFileSync(join(tree, 'isolinux.cfg'), 'DEFAULT ipxe\nLABEL ipxe\n  KERNEL ipxe.lkrn\n');
  writeFileSync(join(tree, 'autoexec.ipxe'), Buffer.alloc(16 * 1024, '\n'));
  const ipxe = { path: 'EFI/BOOT/BOOTX64.EFI', content: files.get('ipxe.efi') ?? new Uint8Array() };
  const volume = planFat({ label: 'NETBERTH', volumeId: 1, epochSeconds: 1_767_225_600, files: [ipxe] });
  if (volume.kind === 'refused') throw new Error('the volume was refused');
  writeFileSync(join(tree, 'efi.img'), readAt(volume.plan, 0, volume.plan.sizeBytes));
  const bios = ['-b', 'isolinux.bin', '-no-emul-boot', '-boot-load-size', '4', '-boot-info-table'];
  const uefi = ['-eltorito-alt-boot', '-e', 'efi.img', '-no-emul-boot', '-isohybrid-gpt-basdat'];
  const form = ['-as', 'mkisofs', '-quiet', '-J', '-R', '-c', 'boot.cat'];
  return [...form, ...bios, ...uefi, '-o', join(folder, 'theirs.iso'), tree];
}

function orderOf(round: number): MediumOrder {
  const way = parseMediumWay({
    ip: [`10.0.0.${round + 10}/8`],
    gateway: ['10.0.0.1'],
    dns: [],
    vlan: null,
    mac: null,
    bootUrl: 'http://10.0.0.2:8080',
  });
  if (way.kind === 'refused') throw new Error('the network was refused');
  const { network, target } = way;
  return { id: '1', format: 'iso', network, target, goesTo: 'bootstrap', waitSeconds: 90, key: null };
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

function rowOf(what: string, ours: readonly number[], theirs: readonly number[]): MediaRow {
  const ratio = median(theirs) / median(ours);
  return {
    what,
    measured: `${Math.round(ratio)} times as fast (${rounded(median(ours))} ms, xorriso ${Math.round(median(theirs))} ms)`,
    aim: `${leastRatio} times`,
    isReached: ratio >= leastRatio,
  };
}
