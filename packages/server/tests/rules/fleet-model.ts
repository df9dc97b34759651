import { machineGrant, machineShow } from '@netberth/api';
import type { TestApp } from '../harness/start-app.ts';
import { GrantModel, retrying } from './grant-model.ts';
import type { ModelBoot, ModelGrant } from './grant-model.ts';

/** Its boot script names the host: nobody without a name can be granted it. */
export const naming = 'named1';
export const profiles = ['wipe', 'image1', retrying, naming];
/** So many strangers are recorded within a minute. */
export const newPerMinute = 3;
const minuteMs = 60_000;

export type FleetMachine = {
  readonly id: number;
  readonly mac: string;
  readonly serial: string;
  readonly grants: GrantModel;
  /** The address that each of its grants is bound to. */
  readonly bound: Map<ModelGrant, string>;
  hasName: boolean;
};

/** The machines of one run, and what the rules of the design say of them. Those of other runs are other machines. */
export class FleetModel {
  readonly machines: FleetMachine[] = [];
  #strangersAtMs: number[] = [];
  #strangers = 0;

  machine(which: number): FleetMachine {
    const found = this.machines[which % this.machines.length];
    if (found === undefined) throw new Error('the run has no machines');
    return found;
  }

  /** @returns one of the boots that the machine was served, from the newest */
  boot(which: number, back: number): ModelBoot | undefined {
    return this.machine(which).grants.boots.at(-1 - back);
  }

  add(id: number, mac: string, serial: string): void {
    this.machines.push({ id, mac, serial, grants: new GrantModel(), bound: new Map(), hasName: false });
  }

  /** @returns what nobody has said before */
  newSerial(): string {
    this.#strangers += 1;
    return `${this.machine(0).serial}-${this.#strangers}`;
  }

  /** Rule 4. @returns whether a stranger that comes now is recorded */
  takesStranger(nowMs: number): boolean {
    this.#strangersAtMs = this.#strangersAtMs.filter((atMs) => atMs > nowMs - minuteMs);
    if (this.#strangersAtMs.length >= newPerMinute) return false;
    this.#strangersAtMs.push(nowMs);
    return true;
  }

  /** Rules 1, 3 and 4. @returns the profile that a visit from this address is served; null: the disk */
  visit({ grants, bound }: FleetMachine, nowMs: number, from: string): string | null {
    const grant = grants.live(nowMs);
    const address = grant === null ? undefined : bound.get(grant);
    if (!grants.isHeld && address !== undefined && address !== from) return null;
    const profile = grants.boot(nowMs);
    if (profile !== null && grant !== null) bound.set(grant, from);
    return profile;
  }
}

/** Two machines that nobody has seen, one of them granted, a minute after whatever was before. */
export async function newFleet(app: TestApp): Promise<FleetModel> {
  app.nowMs += 2 * minuteMs;
  const fleet = new FleetModel();
  for (let count = 0; count < 2; count += 1) {
    const mac = app.newMac();
    const serial = `S${mac.replaceAll(':', '')}`;
    const { id } = await app.addMachine({ macs: [mac], serial });
    fleet.add(id, mac, serial);
  }
  const { id, grants } = fleet.machine(0);
  const grant = { steps: ['wipe', 'image1'], maxStarts: 2, expiresAtMs: app.nowMs + 60 * minuteMs };
  grants.grant(app.nowMs, grant, false);
  const input = { profiles: grant.steps, maxStarts: grant.maxStarts, expires: '60m' };
  await app.run(machineGrant, { machine: String(id), ...input });
  return fleet;
}

/** What the server says of all machines of a run. */
export async function viewOf(app: TestApp, fleet: FleetModel): Promise<string> {
  const shown = await Promise.all(
    fleet.machines.map(({ id }) => app.run(machineShow, { machine: String(id), boots: 50 })),
  );
  return JSON.stringify(shown);
}
