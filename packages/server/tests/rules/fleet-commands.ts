import {
  auditList,
  machineGrant,
  machineHold,
  machineRevoke,
  machineSet,
  machineUnhold,
} from '@netberth/api';
import { capabilitySets, lintText } from '@netberth/ipxe';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { hostileText } from '../harness/hostile-text.ts';
import { headline, profileIn } from '../harness/read-script.ts';
import { bootstrapPath } from '../harness/start-app.ts';
import type { Presented, TestApp } from '../harness/start-app.ts';
import { naming, newPerMinute, profiles, viewOf } from './fleet-model.ts';
import type { FleetMachine, FleetModel } from './fleet-model.ts';

/**
 * What can happen to some machines, in words and as an act that the rules of the design are held against; `canHappen`
 * leaves out what makes no sense yet. The number in each expectation is that of the rule.
 */
export class Happening implements fc.AsyncCommand<FleetModel, TestApp> {
  readonly #words: string;
  readonly #canHappen: (fleet: Readonly<FleetModel>) => boolean;
  readonly #act: (fleet: FleetModel, app: TestApp) => Promise<void>;

  constructor(
    words: string,
    act: (fleet: FleetModel, app: TestApp) => Promise<void>,
    canHappen: (fleet: Readonly<FleetModel>) => boolean = () => true,
  ) {
    this.#words = words;
    this.#act = act;
    this.#canHappen = canHappen;
  }

  check(fleet: Readonly<FleetModel>): boolean {
    return this.#canHappen(fleet);
  }

  run(fleet: FleetModel, app: TestApp): Promise<void> {
    return this.#act(fleet, app);
  }

  toString(): string {
    return this.#words;
  }
}

const target = { ...capabilitySets['debian-bookworm'], platform: 'pcbios' as const };

/** One visit to `/bootstrap`: whoever comes, with whatever, is answered with a script that an iPXE can follow. */
async function visit(app: TestApp, presented: Presented, from: string): Promise<string> {
  const path = bootstrapPath({ ...presented, platform: 'pcbios' });
  const { status, text, headers } = await app.ask({ path, from });
  expect([status, headers['content-type']], 'rule 7: iPXE is answered with a script').toEqual([
    200,
    'text/plain; charset=utf-8',
  ]);
  expect(lintText(text, target), 'rule 8: nothing of a machine becomes a command').toEqual([]);
  return text;
}

const visits = (which: number, from: string) =>
  new Happening(`machine ${which} asks from ${from}`, async (fleet, app) => {
    const machine = fleet.machine(which);
    const script = await visit(app, { net0: machine.mac, serial: machine.serial }, from);
    expect(headline(script), 'rule 2: it is taken for itself').toMatch(
      new RegExp(`\\bmachine ${machine.id}[:)]`),
    );
    const profile = profileIn(script);
    const allowed = fleet.visit(machine, app.nowMs, from);
    expect(profile, 'rules 1, 3, 4: an installer exactly while a grant allows it').toBe(allowed);
    const [, bootId = ''] = /bootid=([0-9a-f]{32})/.exec(script) ?? [];
    expect(bootId !== '', 'rule 4: no boot id without an installer').toBe(profile !== null);
    if (profile === null) return;
    machine.grants.wasServed(Number(/^kernel b\/(\d+)\//m.exec(script)?.[1]), bootId, profile);
  });

const comesAsTwo = (mac: number, serial: number) =>
  new Happening(
    `somebody has the MAC of machine ${mac} and the serial number of machine ${serial}`,
    async (fleet, app) => {
      const both = [fleet.machine(mac), fleet.machine(serial)] as const;
      const script = await visit(app, { net0: both[0].mac, serial: both[1].serial }, '127.0.0.1');
      expect(headline(script), 'rule 2: who is two machines is neither').toMatch(/^NB1103: unknown machine/);
      expect(profileIn(script), 'rule 2: it boots its disk').toBeNull();
      for (const { grants } of both) grants.isHeld = true;
    },
    (fleet) => fleet.machine(mac) !== fleet.machine(serial),
  );

const strangerComes = (product: string) =>
  new Happening(`a stranger comes and says that it is a ${JSON.stringify(product)}`, async (fleet, app) => {
    const [mac, serial] = [app.newMac(), fleet.newSerial()];
    const script = await visit(app, { net0: mac, serial, product, asset: 'Not Specified' }, '127.0.0.1');
    const isTaken = fleet.takesStranger(app.nowMs);
    expect(headline(script), `rule 4: ${newPerMinute} new machines a minute`).toMatch(
      isTaken ? /^NB1002: machine \d+: / : /^NB1105: /,
    );
    if (isTaken) fleet.add(Number(/machine (\d+)/.exec(headline(script))?.[1]), mac, serial);
  });

/** A command of a person; when it is done there is a record of it, and none when it is refused. */
async function order(
  app: TestApp,
  { id }: FleetMachine,
  send: () => Promise<{ readonly status: number }>,
  isAllowed: boolean,
): Promise<void> {
  const records = async () =>
    (await app.run(auditList, { target: `machine:${id}`, limit: 1000 })).records.length;
  const before = await records();
  const { status } = await send();
  expect(status === 200, 'rules 1, 9: what a person may do').toBe(isAllowed);
  expect(await records(), 'rule 10: a record for each change, and for nothing else').toBe(
    before + (isAllowed ? 1 : 0),
  );
}

type Granted = { steps: string[]; minutes: number; maxStarts: number; replace: boolean };

const grants = (which: number, { steps, minutes, maxStarts, replace }: Granted) =>
  new Happening(
    `machine ${which} is granted ${steps.join(',')} for ${minutes} minutes${replace ? ', whatever it has' : ''}`,
    async (fleet, app) => {
      const machine = fleet.machine(which);
      const grant = { steps, maxStarts, expiresAtMs: app.nowMs + minutes * 60_000 };
      const isRendered = !steps.includes(naming) || machine.hasName;
      const isAllowed = isRendered && machine.grants.grant(app.nowMs, grant, replace);
      const input = {
        machine: String(machine.id),
        profiles: steps,
        maxStarts,
        expires: `${minutes}m`,
        replace,
      };
      await order(app, machine, () => app.send(machineGrant, input), isAllowed);
    },
  );

const named = (which: number, hostname: string) =>
  new Happening(
    hostname === '' ? `machine ${which} loses its name` : `machine ${which} gets a name`,
    async (fleet, app) => {
      const machine = fleet.machine(which);
      const needed = machine.grants.live(app.nowMs)?.steps.includes(naming) === true;
      const isAllowed = hostname !== '' || !needed;
      const input = { machine: String(machine.id), hostname };
      await order(app, machine, () => app.send(machineSet, input), isAllowed);
      if (isAllowed) machine.hasName = hostname !== '';
    },
    (fleet) => fleet.machine(which).hasName === (hostname === ''),
  );

const isRevoked = (which: number) =>
  new Happening(`machine ${which} has its grant revoked`, async (fleet, app) => {
    const machine = fleet.machine(which);
    const isAllowed = machine.grants.revoke(app.nowMs);
    await order(app, machine, () => app.send(machineRevoke, { machine: String(machine.id) }), isAllowed);
  });

const isHeld = (which: number) =>
  new Happening(
    `machine ${which} is held`,
    async (fleet, app) => {
      const machine = fleet.machine(which);
      await order(app, machine, () => app.send(machineHold, { machine: String(machine.id) }), true);
      machine.grants.isHeld = true;
    },
    (fleet) => !fleet.machine(which).grants.isHeld,
  );

const isLetGo = (which: number) =>
  new Happening(`machine ${which} is let go`, async (fleet, app) => {
    const machine = fleet.machine(which);
    const wasHeld = machine.grants.isHeld;
    await order(app, machine, () => app.send(machineUnhold, { machine: String(machine.id) }), wasHeld);
    machine.grants.isHeld = false;
  });

const paths = { starts: '/post-install', finishes: '/finish', fails: '/failed' } as const;

const calls = (which: number, does: keyof typeof paths, back: number) =>
  new Happening(
    `boot ${back} of machine ${which} ${does}`,
    async (fleet, app) => {
      const machine = fleet.machine(which);
      const boot = fleet.boot(which, back);
      if (boot === undefined) return;
      const { status } = await app.call(paths[does], machine, boot.bootId);
      const { grants: own } = machine;
      const isTaken =
        does === 'starts'
          ? own.start(boot, app.nowMs)
          : does === 'finishes'
            ? own.finish(boot, app.nowMs)
            : own.fail(boot);
      expect(status, `rules 3, 5: whether a boot that ${does} is heard`).toBe(isTaken ? 200 : 409);
    },
    (fleet) => fleet.boot(which, back) !== undefined,
  );

const steals = (which: number, whose: number, does: keyof typeof paths) =>
  new Happening(
    `machine ${which} ${does} with the boot id of machine ${whose}`,
    async (fleet, app) => {
      const bootId = fleet.boot(whose, 0)?.bootId ?? '';
      const before = await viewOf(app, fleet);
      const { status } = await app.call(paths[does], fleet.machine(which), bootId);
      expect(status, 'rule 5: a boot id is bound to its machine').toBe(401);
      expect(await viewOf(app, fleet), 'rule 5: and changes nobody else').toBe(before);
    },
    (fleet) => fleet.machine(which) !== fleet.machine(whose) && fleet.boot(whose, 0) !== undefined,
  );

const timePasses = (minutes: number) =>
  new Happening(`${minutes} minutes pass`, async (_, app) => {
    app.nowMs += minutes * 60_000;
  });

const restarts = () =>
  new Happening('the server is started anew', async (fleet, app) => {
    const before = await viewOf(app, fleet);
    await app.restart();
    expect(await viewOf(app, fleet), 'rule 6: no machine has moved, no grant has come back').toBe(before);
  });

const which = fc.integer({ min: 0, max: 3 });
const back = fc.nat({ max: 2 });
const from = fc.constantFrom('127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.2');
const granted: fc.Arbitrary<Granted> = fc.record({
  steps: fc.array(fc.constantFrom(...profiles), { minLength: 1, maxLength: 2 }),
  minutes: fc.constantFrom(6, 60, 600),
  maxStarts: fc.integer({ min: 1, max: 3 }),
  replace: fc.boolean(),
});
const call = fc.constantFrom('starts' as const, 'finishes' as const, 'fails' as const);

/** Everything that can happen, the usual more often than the rare. */
export const happenings: fc.Arbitrary<Happening>[] = [
  ...Array.from({ length: 8 }, () => fc.tuple(which, from).map((drawn) => visits(...drawn))),
  ...Array.from({ length: 4 }, () => fc.tuple(which, granted).map((drawn) => grants(...drawn))),
  ...Array.from({ length: 5 }, () => fc.tuple(which, call, back).map((drawn) => calls(...drawn))),
  fc.tuple(which, which).map((drawn) => comesAsTwo(...drawn)),
  hostileText.map((text) => strangerComes(text.toWellFormed())),
  fc.tuple(which, fc.constantFrom('web1', '')).map((drawn) => named(...drawn)),
  which.map(isRevoked),
  which.map(isHeld),
  which.map(isLetGo),
  fc.tuple(which, which, call).map((drawn) => steals(...drawn)),
  fc.constantFrom(1, 5, 59).map(timePasses),
];
/** Costs more than all others together. */
export const restart: fc.Arbitrary<Happening> = fc.constant(null).map(restarts);
