import { cpuSecondsOf, peakMiBOf } from '../process-usage.ts';
import type { ServerProcess } from '../server-process.ts';
import { driveMachines } from './drive-machines.ts';
import type { Drive } from './drive-machines.ts';
import { faultySend, fewFaults } from './faulty-send.ts';
import { HttpSender } from './http-sender.ts';
import { killAgainAndAgain } from './kill-again-and-again.ts';
import type { Restart } from './kill-again-and-again.ts';
import { switchedOff } from './machine-state.ts';
import type { MachineState } from './machine-state.ts';
import { RequestTimes } from './request-times.ts';
import type { TimeRow } from './request-times.ts';
import { seededChance } from './seeded-chance.ts';
import type { StormMachine } from './storm-machine.ts';
import type { StartProgress } from './storm-progress.ts';

export type StormFigures = {
  /** From the first request to the end of the last story. */
  readonly seconds: number;
  readonly requests: number;
  readonly lostAnswers: number;
  /** How often the server was killed. */
  readonly kills: number;
  readonly fileBytes: number;
  readonly times: readonly TimeRow[];
  readonly serverPeakMiB: number;
  readonly serverCpuSeconds: number;
  readonly clientsPeakMiB: number;
};

export type Ended = {
  readonly ended: readonly MachineState[];
  /** The one that runs now. */
  readonly server: ServerProcess;
  readonly figures: StormFigures;
};

/** Faults on the way, chosen by the seed, and a server that is killed every few seconds. */
export type StormFaults = { readonly seed: number; readonly restart: Restart };

/** Pauses matter only where something goes wrong: a hundredth of them else, also where machines wait, as loopback carries more than a link. */
export const inHurry = 100;
/**
 * Where a server is killed: in a hurry machines would ask one that is away again and again, and be more trouble to it than
 * ten thousand real ones.
 */
export const asRealOnes = 1;

/** Six requests for the first step, six and the image for the second, two for the way to the disk. */
const storyRequests = ({ imageRanges }: StormMachine): number => 14 + imageRanges;

/** Switches all machines on in the same moment, and waits for the last to come to its end. */
export async function letLoose(
  fleet: readonly StormMachine[],
  server: ServerProcess,
  { sockets, hurry }: { readonly sockets: number; readonly hurry: number },
  progress: StartProgress,
  faults: StormFaults | null = null,
): Promise<Ended> {
  const { url } = server;
  const sender = new HttpSender(sockets);
  const copies = new Set<Promise<unknown>>();
  const send =
    faults === null ? sender.send : faultySend(sender.send, seededChance(faults.seed), fewFaults, copies);
  const { more, end } = progress(
    'storm, requests',
    fleet.reduce((sum, machine) => sum + storyRequests(machine), 0),
  );
  const cpuBefore = cpuSecondsOf([server.child.pid ?? 0]);
  const endKilling = faults === null ? null : killAgainAndAgain(server, faults.restart);
  const { observe, observeEnd, counted } = measure(more);
  const machines = fleet.map((machine) => switchedOff(machine, `${url}/bootstrap.ipxe`));
  const ended = await driveMachines(machines, {
    send,
    atOnce: sockets,
    hurry,
    observe,
    observeEnd,
  });
  const figures = counted();
  end();
  const survivor = (await endKilling?.()) ?? { server, kills: 0 };
  await Promise.allSettled(copies);
  sender.close();
  const { pid = 0 } = survivor.server.child;
  const usage = {
    serverPeakMiB: peakMiBOf(pid),
    // Of the server that runs now: those that were killed took theirs with them.
    serverCpuSeconds: cpuSecondsOf([pid]) - (survivor.kills === 0 ? cpuBefore : 0),
    clientsPeakMiB: peakMiBOf(process.pid),
  };
  return { ended, server: survivor.server, figures: { ...figures, kills: survivor.kills, ...usage } };
}

type Counted = Pick<StormFigures, 'seconds' | 'requests' | 'lostAnswers' | 'fileBytes' | 'times'>;
type Measure = Pick<Drive, 'observe' | 'observeEnd'> & { readonly counted: () => Counted };

function measure(more: () => void): Measure {
  const times = new RequestTimes();
  const count = { requests: 0, lostAnswers: 0, fileBytes: 0 };
  const beganMs = performance.now();
  const passedMs = (): number => performance.now() - beganMs;
  return {
    observe: ({ kind }, answer, tookMs) => {
      times.add(kind, tookMs);
      count.requests += 1;
      if (answer.kind === 'lost') count.lostAnswers += 1;
      if (answer.kind === 'file') count.fileBytes += answer.sizeBytes;
      more();
    },
    observeEnd: () => times.add('whole story', passedMs()),
    counted: () => ({ seconds: passedMs() / 1000, ...count, times: times.rows() }),
  };
}
