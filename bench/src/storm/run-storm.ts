import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startNetberthAt, stop } from '../server-process.ts';
import type { Ports, ServerProcess } from '../server-process.ts';
import { checkFleet } from './check-fleet.ts';
import { checkHistory } from './check-history.ts';
import { asRealOnes, inHurry, letLoose } from './let-loose.ts';
import type { StormFigures } from './let-loose.ts';
import type { MachineState } from './machine-state.ts';
import { stormSteps, writeStormImages } from './storm-images.ts';
import { stormMachine } from './storm-machine.ts';
import { StormOperator } from './storm-operator.ts';
import type { Granted } from './storm-operator.ts';
import type { StartProgress } from './storm-progress.ts';

export type StormOptions = {
  readonly machines: number;
  readonly imageBytes: number;
  readonly sockets: number;
  /** What the server takes its link for; null: everybody fetches at once. */
  readonly linkSpeed: string | null;
  /** Where the server writes its CPU profile; null: nowhere. */
  readonly cpuProfileFolder: string | null;
  /** Seed of the faults; null: nothing goes wrong. */
  readonly faults: number | null;
};

export type StormReport = StormFigures & {
  readonly machines: number;
  /** What the checker found, as sentences; none in a good storm. */
  readonly problems: readonly string[];
};

/** From the start of a server of its own to the checker's word, in a folder that is gone afterwards. */
export async function runStorm(options: StormOptions, progress: StartProgress): Promise<StormReport> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-storm-'));
  const ports = await freePorts();
  const restart = () => startStormServer(ports, join(folder, 'data'), options);
  let server = await restart();
  try {
    const operator = await StormOperator.connect(join(folder, 'data'));
    const images = await writeStormImages(join(folder, 'images'), options.imageBytes);
    for (const image of images) await operator.importImage(image);
    const granted = await grantFleet(operator, options.machines, progress);
    const fleet = granted.map(({ machine }) => machine);
    const faults = options.faults === null ? null : { seed: options.faults, restart };
    const hurry = faults === null ? inHurry : asRealOnes;
    const loose = await letLoose(fleet, server, { ...options, hurry }, progress, faults);
    const { ended, figures } = loose;
    ({ server } = loose);
    const checker = faults === null ? operator : await StormOperator.connect(join(folder, 'data'));
    const problems = await check(checker, granted, ended, progress, faults !== null);
    for (const one of new Set([operator, checker])) await one.close();
    return { machines: granted.length, problems, ...figures };
  } finally {
    await stop(server);
    rmSync(folder, { recursive: true });
  }
}

function startStormServer(
  ports: Ports,
  data: string,
  { cpuProfileFolder, linkSpeed }: StormOptions,
): Promise<ServerProcess> {
  const nodeFlags = cpuProfileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${cpuProfileFolder}`];
  return startNetberthAt(ports, data, linkSpeed === null ? [] : ['--link-speed', linkSpeed], nodeFlags);
}

async function grantFleet(
  operator: StormOperator,
  count: number,
  progress: StartProgress,
): Promise<Granted[]> {
  const fleet = Array.from({ length: count }, (_, index) => stormMachine(index));
  const { more, end } = progress('adding and granting', count);
  const granted = await operator.grantAll(fleet, stormSteps, more);
  end();
  return granted;
}

async function check(
  operator: StormOperator,
  granted: readonly Granted[],
  ended: readonly MachineState[],
  progress: StartProgress,
  hasFaults: boolean,
): Promise<string[]> {
  const seen = new Map(ended.map((state) => [state.machine.index, state]));
  const { more, end } = progress('reading histories', granted.length);
  const ofMachines = await operator.lookAtAll(granted, (history, { machine, grant }) => {
    more();
    const state = seen.get(machine.index);
    if (state === undefined) throw new Error(`Checking machine ${history.id}: its story has not ended.`);
    return checkHistory(history, grant, state);
  });
  end();
  // A request that comes late or twice is one of a machine that came back, and raises an alert.
  const alerts = hasFaults ? [] : await operator.alerts();
  const ofFleet = checkFleet(await operator.machines(), granted.length, alerts);
  return [...ofFleet, ...ofMachines.flat()];
}
