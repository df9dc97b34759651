import { cpuSecondsOf, peakMiBOf } from '../process-usage.ts';
import type { ServerProcess } from '../server-process.ts';
import { driveMachines } from './drive-machines.ts';
import type { Drive } from './drive-machines.ts';
import { HttpSender } from './http-sender.ts';
import { switchedOff } from './machine-state.ts';
import type { MachineState } from './machine-state.ts';
import { RequestTimes } from './request-times.ts';
import type { TimeRow } from './request-times.ts';
import type { StormMachine } from './storm-machine.ts';
import type { StartProgress } from './storm-progress.ts';

export type StormFigures = {
  /** From the first request to the end of the last story. */
  readonly seconds: number;
  readonly requests: number;
  readonly lostAnswers: number;
  readonly fileBytes: number;
  readonly times: readonly TimeRow[];
  readonly serverPeakMiB: number;
  readonly serverCpuSeconds: number;
  readonly clientsPeakMiB: number;
};

export type Ended = { readonly ended: readonly MachineState[]; readonly figures: StormFigures };

/** Pauses matter only where something goes wrong: then nobody wants to wait minutes for a simulated one. */
const hurry = 100;

/** Six requests for the first step, six and the image for the second, two for the way to the disk. */
const storyRequests = ({ imageRanges }: StormMachine): number => 14 + imageRanges;

/** Switches all machines on in the same moment, and waits for the last to come to its end. */
export async function letLoose(
  fleet: readonly StormMachine[],
  { child: { pid = 0 }, url }: ServerProcess,
  sockets: number,
  progress: StartProgress,
): Promise<Ended> {
  const sender = new HttpSender(sockets);
  const { more, end } = progress(
    'storm, requests',
    fleet.reduce((sum, machine) => sum + storyRequests(machine), 0),
  );
  const cpuBefore = cpuSecondsOf([pid]);
  const { observe, observeEnd, counted } = measure(more);
  const machines = fleet.map((machine) => switchedOff(machine, `${url}/bootstrap.ipxe`));
  const ended = await driveMachines(machines, {
    send: sender.send,
    atOnce: sockets,
    hurry,
    observe,
    observeEnd,
  });
  end();
  sender.close();
  const usage = {
    serverPeakMiB: peakMiBOf(pid),
    serverCpuSeconds: cpuSecondsOf([pid]) - cpuBefore,
    clientsPeakMiB: peakMiBOf(process.pid),
  };
  return { ended, figures: { ...counted(), ...usage } };
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
