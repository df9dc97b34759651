import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FirmwareFile, FirmwareManifest, InputOf, firmwareInstall } from '@netberth/api';
import { errorCode } from '../../platform/error-code.ts';
import { checkCandidate } from './check-candidate.ts';
import { collectFromFolder } from './collect-from-folder.ts';
import { collectFromPackages } from './collect-from-packages.ts';
import { fetchPackages } from './debian/fetch-packages.ts';
import type { DebianHost } from './debian/fetch-packages.ts';
import type { FirmwareCandidate, TellStep } from './firmware-candidate.ts';
import type { FirmwareFolder } from './firmware-folder.ts';
import { firmwareRefused } from './firmware-refused.ts';
import { firmwareStatusOf } from './firmware-status.ts';
import { debianPackages, knownFiles } from './known-files.ts';

type Input = InputOf<typeof firmwareInstall>;

const defaultSuite = 'stable';

/** A whole set on the disk that nobody uses yet. */
export type StagedFirmware = {
  readonly set: string;
  readonly manifest: FirmwareManifest;
  /** What was installed when this was put together. */
  readonly before: FirmwareManifest | null;
  readonly brought: readonly string[];
};

/**
 * Collects from one source -> checks -> keeps the rest of what is installed -> writes. Nothing takes over here.
 * @throws CommandRefused with what is wrong and the way out; nothing is left then
 */
export async function stageFirmware(
  folder: FirmwareFolder,
  input: Input,
  host: DebianHost,
  nowMs: number,
  tell: TellStep,
): Promise<StagedFirmware> {
  const before = folder.manifest;
  await folder.demandReplaceable();
  const { set, work } = await folder.arrive();
  try {
    const candidates = await collect(input, work, host, tell);
    const checked = await writeFiles(folder, set, candidates, new Date(nowMs).toISOString(), tell);
    if (isFromSuite(input)) demandNewEnough(checked, input.suite ?? defaultSuite);
    tell('storing');
    const files = inOrder([...checked, ...(await keepOthers(folder, set, checked))]);
    const manifest: FirmwareManifest = { format: 1, installedAt: new Date(nowMs).toISOString(), files };
    await folder.complete(set, manifest);
    return { set, manifest, before, brought: inOrder(checked).map(({ file }) => file) };
  } catch (error) {
    await folder.discard(set);
    throw explainWriteError(error);
  } finally {
    await folder.discard(work);
  }
}

async function collect(
  input: Input,
  work: string,
  host: DebianHost,
  tell: TellStep,
): Promise<readonly FirmwareCandidate[]> {
  const { from, fromDeb, suite, mirror } = input;
  const sources = [from, fromDeb, suite ?? mirror].filter((each) => each !== undefined);
  if (sources.length > 1)
    throw firmwareRefused(
      'several sources are named',
      'Say one of --from, --from-deb, or --suite and --mirror.',
    );
  if (from !== undefined) return collectFromFolder(from, tell);
  if (fromDeb !== undefined)
    return collectFromPackages(fromDeb, (path) => `package file ${basename(path)}`, tell);
  const wanted = { packages: debianPackages, suite: suite ?? defaultSuite, mirror: mirror ?? null };
  const packages = await fetchPackages(wanted, work, host, tell);
  return collectFromPackages(packages, () => `Debian ${wanted.suite}`, tell);
}

async function writeFiles(
  folder: FirmwareFolder,
  set: string,
  candidates: readonly FirmwareCandidate[],
  installedAt: string,
  tell: TellStep,
): Promise<readonly FirmwareFile[]> {
  const files = new Map<string, FirmwareFile>();
  for (const candidate of candidates) {
    const { file } = candidate.known;
    if (files.has(file))
      throw firmwareRefused(`several of the packages bring ${file}`, 'Name one package of each sort.');
    tell(`checking ${file}`);
    // Probing takes up to 0.1 s of this thread: machines that boot get their turn in between.
    await nextTurn();
    files.set(file, checkCandidate(candidate, installedAt));
    await folder.write(set, file, candidate.content);
  }
  return [...files.values()];
}

function isFromSuite({ from, fromDeb }: Input): boolean {
  return from === undefined && fromDeb === undefined;
}

/** Media and TFTP rely on `autoexec.ipxe`, half of the menu on HTTPS; bookworm's iPXE of 2019 has neither. */
function demandNewEnough(files: readonly FirmwareFile[], suite: string): void {
  const old = files.find(({ platform, ipxe }) => {
    const needs = platform === 'efi' ? ['https', 'autoexec'] : ['https'];
    return ipxe !== null && needs.some((feature) => !ipxe.features.includes(feature));
  });
  if (old === undefined) return;
  throw firmwareRefused(
    `the iPXE of Debian ${suite} is too old (${old.package?.version ?? 'of unknown version'}): it lacks HTTPS or autoexec.ipxe`,
    'Name a newer suite: --suite trixie, --suite sid.',
  );
}

/** What a new source does not bring stays, unless it was changed since. */
async function keepOthers(
  folder: FirmwareFolder,
  set: string,
  brought: readonly FirmwareFile[],
): Promise<readonly FirmwareFile[]> {
  const names = new Set(brought.map(({ file }) => file));
  const { files } = await firmwareStatusOf(folder, null);
  const kept: FirmwareFile[] = [];
  for (const { condition, ...file } of files) {
    if (names.has(file.file) || condition !== 'intact') continue;
    await folder.keep(set, file.file);
    kept.push(file);
  }
  return kept;
}

function inOrder(files: readonly FirmwareFile[]): FirmwareFile[] {
  const order = knownFiles.map(({ file }) => file);
  return files.toSorted((a, b) => order.indexOf(a.file) - order.indexOf(b.file));
}

function explainWriteError(error: unknown): unknown {
  const code = errorCode(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return firmwareRefused(
    'the disk of the data folder is full',
    'Free about 100 MB, then install again.',
    error,
  );
}
