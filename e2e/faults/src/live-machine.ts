import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineState, SeenBoot } from '../../../bench/src/storm/machine-state.ts';
import { switchedOff } from '../../../bench/src/storm/machine-state.ts';
import { nextRequest } from '../../../bench/src/storm/next-request.ts';
import type { Chance } from '../../../bench/src/storm/seeded-chance.ts';
import type { StormMachine } from '../../../bench/src/storm/storm-machine.ts';
import type { Send, StormAnswer, StormRequest } from '../../../bench/src/storm/storm-request.ts';
import type { TellTale } from './told.ts';

/** Pauses of machines are divided by this. */
const hurry = 10;
/** How long a machine that has come to its disk stays there before somebody switches it on again. */
const restMs = 300;

export type Life = {
  readonly machine: StormMachine;
  readonly startUrl: string;
  readonly send: Send;
  readonly chance: Chance;
  /** How often it loses its power before a request, as a share. */
  readonly reboots: number;
  /** Who keeps what was sent before the power was lost. */
  readonly copies: Set<Promise<unknown>>;
  readonly told: TellTale;
};

/** Leads a machine through one boot after the other until `storm` ends, and then to its disk. */
export async function liveMachine(life: Life, storm: AbortSignal): Promise<MachineState> {
  let state = switchedOff(life.machine, life.startUrl);
  for (;;) {
    state = await bootOnce(state, life, () => (storm.aborted ? 0 : life.reboots));
    if (storm.aborted) return state;
    await sleep(life.chance() * restMs);
    state = switchedOn(state);
  }
}

/** One boot that nothing disturbs. @returns where it came to */
export function bootCalmly(state: MachineState, life: Life): Promise<MachineState> {
  return bootOnce(switchedOn(state), life, () => 0);
}

function switchedOn({ machine, startUrl, boots }: MachineState): MachineState {
  return { ...switchedOff(machine, startUrl), boots };
}

async function bootOnce(from: MachineState, life: Life, reboots: () => number): Promise<MachineState> {
  let state = from;
  while ('asks' in state.doing) {
    const { asks } = state.doing;
    const answered = ask(state, asks, life);
    if (life.chance() < reboots()) {
      life.copies.add(answered);
      void answered.finally(() => life.copies.delete(answered));
      await sleep(life.chance() * restMs);
      state = switchedOn(state);
      continue;
    }
    const { state: next, afterMs } = nextRequest(state, await answered);
    noteVisit(state, next, life);
    state = next;
    await sleep(afterMs / hurry);
  }
  return state;
}

const askedAtMs = new WeakMap<MachineState, number>();

async function ask(state: MachineState, request: StormRequest, life: Life): Promise<StormAnswer> {
  const { told } = life;
  askedAtMs.set(state, told.nowMs());
  const boot = state.boots.at(-1);
  if (boot === undefined || !isCall(request)) return await life.send(request);
  return await callOf(life, boot, request);
}

function isCall({ kind }: StormRequest): boolean {
  return kind === 'image' || kind === 'post-install' || kind === 'finish';
}

async function callOf(
  { machine, told, send }: Life,
  boot: SeenBoot,
  request: StormRequest,
): Promise<StormAnswer> {
  const what = request.kind as 'image' | 'post-install' | 'finish';
  const askedMs = told.nowMs();
  // Noted before it is sent: who looks while it is under way must know that it may have happened.
  const index = told.calls.push({
    machine: machine.index,
    boot: boot.number,
    what,
    askedMs,
    answeredMs: null,
  });
  const answer = await send(request);
  const isDone = answer.kind === 'file' || (answer.kind === 'text' && answer.status === 200);
  const noted = told.calls[index - 1];
  if (isDone && noted !== undefined) told.calls[index - 1] = { ...noted, answeredMs: told.nowMs() };
  return answer;
}

function noteVisit(before: MachineState, after: MachineState, { machine, told }: Life): void {
  const boot = after.boots.at(-1);
  if (boot === undefined || after.boots.length === before.boots.length) return;
  told.visits.push({
    machine: machine.index,
    askedMs: askedAtMs.get(before) ?? 0,
    answeredMs: told.nowMs(),
    boot: boot.number,
    profile: boot.profile,
  });
}
