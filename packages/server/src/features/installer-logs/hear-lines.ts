import { installStages } from '@netberth/api';
import type { InstallStage, LogLine } from '@netberth/api';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { raiseEvent } from '../events/event-store.ts';
import { machineName } from '../machines/machine-record.ts';
import { bearerOf, whyNoReport } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { recentBootsOfAddress } from '../provisioning/boot-store.ts';
import { recordCallback } from '../provisioning/callback-store.ts';
import { findBootLog, keepLines } from './log-store.ts';
import type { SaidLine } from './parse-syslog.ts';
import { recogniseStage } from './recognise-stage.ts';

/** An installer that runs for longer is none. */
const longestInstallMs = 24 * 3_600_000;

export type Heard = {
  readonly lines: readonly SaidLine[];
  readonly way: LogLine['way'];
  /** How many more there were, and no room for them. */
  readonly dropped: number;
};

/**
 * What an installer says of its work goes to its boot. It changes no state: a line is the word of whoever has the address.
 */
export function* hearLines({ boot, machine }: BootBearer, { lines, way, dropped }: Heard): Writing<void> {
  const atMs = yield* now();
  const before = (yield* findBootLog(boot.number))?.stage ?? null;
  const reached = furthest(before, lines);
  yield* keepLines(boot.number, { lines, way, atMs, dropped, stage: reached });
  if (reached === null) return;
  yield* recordCallback(boot.number, 'stage', reached);
  const message = `${machineName(machine)}: its installer is at ${stageWords[reached]}`;
  yield* raiseEvent({ severity: 'note', kind: 'installStage', message, machineId: machine.id });
}

const stageWords: Readonly<Record<InstallStage, string>> = {
  preparing: 'its preparations',
  partitioning: 'partitioning',
  packages: 'packages',
  'boot-loader': 'the boot loader',
  finishing: 'its end',
};

/** Installers go back to what they have done, and lines come in any order. @returns null when nothing further was reached */
function furthest(before: InstallStage | null, lines: readonly SaidLine[]): InstallStage | null {
  const reached = lines
    .map(recogniseStage)
    .map((stage) => (stage === undefined ? -1 : installStages.indexOf(stage)));
  const last = Math.max(-1, ...reached);
  const known = before === null ? -1 : installStages.indexOf(before);
  return last > known ? (installStages[last] ?? null) : null;
}

/**
 * Whose word a line from an address is: that of the one machine whose newest boot with a boot id came from there and may
 * still report. @returns undefined for nobody's, and where several machines share the address
 */
export function* bearerAt(address: string): Reading<BootBearer | undefined> {
  const boots = yield* recentBootsOfAddress(address, (yield* now()) - longestInstallMs);
  const newest = new Map<number, BootBearer>();
  for (const boot of boots) {
    if (boot.machineId === null || newest.has(boot.machineId)) continue;
    const bearer = yield* bearerOf(boot);
    if (bearer) newest.set(boot.machineId, bearer);
  }
  const live = [...newest.values()].filter((bearer) => whyNoReport(bearer) === undefined);
  const [only, other] = live;
  return other === undefined ? only : undefined;
}
