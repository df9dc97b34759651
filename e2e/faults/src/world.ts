import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpSender } from '../../../bench/src/storm/http-sender.ts';
import { faultySend, fewFaults, noFaults } from '../../../bench/src/storm/faulty-send.ts';
import type { FaultRates } from '../../../bench/src/storm/faulty-send.ts';
import type { MachineState } from '../../../bench/src/storm/machine-state.ts';
import { seededChance } from '../../../bench/src/storm/seeded-chance.ts';
import type { Chance } from '../../../bench/src/storm/seeded-chance.ts';
import { stormSteps, writeStormImages } from '../../../bench/src/storm/storm-images.ts';
import { stormMachine } from '../../../bench/src/storm/storm-machine.ts';
import type { StormMachine } from '../../../bench/src/storm/storm-machine.ts';
import type { Send } from '../../../bench/src/storm/storm-request.ts';
import { checkWorld } from './check-world.ts';
import type { Ended } from './check-world.ts';
import { Desk } from './desk.ts';
import { bootCalmly, liveMachine } from './live-machine.ts';
import type { Life } from './live-machine.ts';
import { storyOfMachine } from './story-of-machine.ts';
import { TellTale } from './told.ts';

export type WorldOptions = {
  readonly seed: number;
  readonly machines: number;
  /** How long it storms. */
  readonly stormMs: number;
  /** For images, in a folder that is there. */
  readonly folder: string;
  /** The boot planes: a machine asks any of them at any time, as behind a load balancer. */
  readonly urls: readonly string[];
  /** The sockets of the servers' administrators. */
  readonly sockets: readonly string[];
  /** What goes wrong with the servers until the storm is over; leaves them well. */
  readonly disasters: (storm: AbortSignal, chance: Chance) => Promise<void>;
  /** Clocks of servers jump, so that grants may end early. */
  readonly clocksJump?: boolean;
};

export type WorldReport = {
  readonly problems: readonly string[];
  readonly visits: number;
  readonly finishes: number;
  readonly interruptedBoots: number;
  readonly states: Readonly<Record<string, number>>;
};

const imageBytes = 20_000;
const sockets = 64;
const rebootShare = 0.05;
/** Every so many machines, one shows the UUID of the machine before it. */
const twinEvery = 12;
const actsEveryMs = 40;

type Inhabitant = {
  readonly machine: StormMachine;
  readonly id: number;
  readonly isTwin: boolean;
  readonly life: Life;
};

/**
 * Machines that boot again and again, people who grant and revoke, everything lost, repeated and overtaken on the way,
 * and disasters of the servers; then a calm boot of everybody, and the checker's word. The seed chooses who meets what.
 */
export async function runWorld(options: WorldOptions): Promise<WorldReport> {
  const told = new TellTale();
  const desk = new Desk(options.sockets, told);
  const sender = new HttpSender(sockets);
  const storm = new AbortController();
  try {
    const images = join(options.folder, 'images');
    mkdirSync(images, { recursive: true });
    const folders = await writeStormImages(images, imageBytes);
    for (const [index, name] of stormSteps.entries()) await desk.importImage(name, folders[index] ?? '');
    const copies = new Set<Promise<unknown>>();
    const inhabitants = await settle(options, desk, told, sender.send, () => storm.signal.aborted, copies);
    const lives = inhabitants.map(({ life }) => liveMachine(life, storm.signal));
    const acting = actAtRandom(inhabitants, desk, seededChance(options.seed + 1), storm.signal);
    const disasters = options.disasters(storm.signal, seededChance(options.seed + 2));
    await sleep(options.stormMs);
    storm.abort();
    await Promise.all([disasters, acting]);
    const states = await Promise.all(lives);
    while (copies.size > 0) await Promise.allSettled(copies);
    const calm = await calmDown(states, inhabitants);
    return await look(options, told, desk, inhabitants, calm);
  } finally {
    storm.abort();
    desk.close();
    sender.close();
  }
}

async function settle(
  { seed, machines, urls }: WorldOptions,
  desk: Desk,
  told: TellTale,
  send: Send,
  isCalm: () => boolean,
  copies: Set<Promise<unknown>>,
): Promise<Inhabitant[]> {
  const inhabitants: Inhabitant[] = [];
  for (let index = 0; index < machines; index += 1) {
    const chance = seededChance(seed * 10_007 + index);
    const before = inhabitants.at(-1);
    const showsOther = index % twinEvery === twinEvery - 1;
    const own = stormMachine(index);
    const machine = showsOther && before ? { ...own, uuid: before.machine.uuid } : own;
    const { mac, uuid, serial } = machine;
    const id = await desk.add(showsOther ? { macs: [mac] } : { macs: [mac], uuid, serial });
    await desk.grant(index, id, stormSteps, '4h');
    const life: Life = {
      machine,
      startUrl: `${urls[0]}/bootstrap.ipxe`,
      send: anyServer(worldSend(send, chance, isCalm, copies), urls, chance),
      chance,
      reboots: rebootShare,
      copies,
      told,
    };
    inhabitants.push({ machine, id, isTwin: showsOther || index % twinEvery === twinEvery - 2, life });
  }
  return inhabitants;
}

/** Faults while it storms, none in the calm. */
function worldSend(send: Send, chance: Chance, isCalm: () => boolean, copies: Set<Promise<unknown>>): Send {
  const [faulty, calm] = [fewFaults, noFaults].map((rates: FaultRates) =>
    faultySend(send, chance, rates, copies),
  );
  return (request) => ((isCalm() ? calm : faulty) ?? send)(request);
}

/** As a load balancer: each request goes to any of the servers. */
function anyServer(send: Send, urls: readonly string[], chance: Chance): Send {
  if (urls.length === 1) return send;
  return (request) => {
    const { pathname, search } = new URL(request.url);
    const base = urls[Math.floor(chance() * urls.length)] ?? '';
    return send({ ...request, url: `${base}${pathname}${search}` });
  };
}

/** People who grant and revoke, one act on one machine at a time. */
async function actAtRandom(
  inhabitants: readonly Inhabitant[],
  desk: Desk,
  chance: Chance,
  storm: AbortSignal,
): Promise<void> {
  const alone = inhabitants.filter(({ isTwin }) => !isTwin);
  while (!storm.aborted) {
    await sleep(actsEveryMs);
    const one = alone[Math.floor(chance() * alone.length)];
    if (one === undefined) continue;
    if (chance() < 0.3) await desk.revoke(one.machine.index, one.id);
    else await desk.grant(one.machine.index, one.id, stormSteps, '4h');
  }
}

async function calmDown(
  states: readonly MachineState[],
  inhabitants: readonly Inhabitant[],
): Promise<MachineState[]> {
  const calm: MachineState[] = [];
  // Twins are told apart only when both have come: those that came first once more.
  for (let round = 0; round < 2; round += 1) {
    const from = round === 0 ? states : calm.splice(0);
    for (const [index, { life }] of inhabitants.entries()) {
      const state = from[index];
      if (state !== undefined) calm.push(await bootCalmly(state, life));
    }
  }
  return calm;
}

async function look(
  { clocksJump = false }: WorldOptions,
  told: TellTale,
  desk: Desk,
  inhabitants: readonly Inhabitant[],
  calm: readonly MachineState[],
): Promise<WorldReport> {
  const ended: Ended[] = [];
  for (const { machine, id, isTwin } of inhabitants) {
    const history = await desk.history(id);
    ended.push({ machine: machine.index, history, isTwin, mayExpire: clocksJump });
  }
  const stuck = calm.flatMap(({ machine, doing }) =>
    doing.kind === 'local-disk'
      ? []
      : [`machine number ${machine.index} did not come to its disk: ${doing.kind}`],
  );
  for (const one of ended)
    if (checkWorld(told, [one]).length > 0)
      process.stdout.write(`${storyOfMachine(told, one.machine, one.history)}\n`);
  const states: Record<string, number> = {};
  for (const { history } of ended) states[history.state] = (states[history.state] ?? 0) + 1;
  return {
    problems: [...checkWorld(told, ended), ...stuck, ...(await desk.auditProblems())],
    visits: told.visits.length,
    finishes: told.calls.filter(({ what, answeredMs }) => what === 'finish' && answeredMs !== null).length,
    interruptedBoots: told.calls.filter(({ answeredMs }) => answeredMs === null).length,
    states,
  };
}
