import { expect } from 'vitest';
import { HttpSender } from '../../bench/src/storm/http-sender.ts';
import { switchedOff } from '../../bench/src/storm/machine-state.ts';
import { stormSteps } from '../../bench/src/storm/storm-images.ts';
import type { StormMachine } from '../../bench/src/storm/storm-machine.ts';
import type { RequestKind } from '../../bench/src/storm/storm-request.ts';
import { bootCalmly } from '../faults/src/live-machine.ts';
import { TellTale } from '../faults/src/told.ts';

const connections = 8;

/** The port of the boot plane that gets the machine's next request. */
export type Route = (kind: RequestKind) => number | Promise<number>;

/** The machine asks who it is, and is told nothing more than that. @returns the id that it is known by */
export async function showUp({ mac, uuid, serial }: StormMachine, bootPort: number): Promise<number> {
  const told = `net0=${mac.replaceAll(':', '-')}&uuid=${uuid}&serial=${encodeURIComponent(serial)}`;
  const answer = await fetch(`http://127.0.0.1:${bootPort}/bootstrap?${told}`);
  return Number(/machine (\d+)/.exec(await answer.text())?.[1]);
}

/** The machine goes through all steps that it was granted to its disk, and gets every file as it was imported. */
export async function installAll(machine: StormMachine, route: Route): Promise<void> {
  const startUrl = 'http://any.server/bootstrap.ipxe';
  const sender = new HttpSender(connections);
  const state = await bootCalmly(switchedOff(machine, startUrl), {
    ...{ machine, startUrl, chance: () => 1, reboots: 0, copies: new Set(), told: new TellTale() },
    send: async (request) => {
      const { pathname, search } = new URL(request.url);
      return sender.send({
        ...request,
        url: `http://127.0.0.1:${await route(request.kind)}${pathname}${search}`,
      });
    },
  });
  sender.close();
  expect(state).toMatchObject({
    doing: { kind: 'local-disk' },
    boots: stormSteps.map((profile) => ({ profile, isFinished: true })),
  });
}
