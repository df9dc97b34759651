import {
  machineAdd,
  machineForget,
  machineGrant,
  machineList,
  machineShow,
  machineHistorySchema,
  machineSchema,
  type Machine,
  type MachineHistory,
} from '@netberth/api';
import { z } from 'zod';
import type { Connection } from '../../connect/connection.ts';
import { Failure } from '../../failure.ts';
import { sendCommand } from '../../send-command.ts';

/** Which port of a cloud a machine here stands for. */
const portLabel = 'openstack-port';
const cloudLabel = 'openstack-cloud';

/** As `machine add` takes it: one card, its addresses, and where they lead. */
export type MachineNetwork = {
  readonly interfaces: readonly [
    {
      readonly mac: string;
      readonly addresses: readonly string[];
      readonly gateways: readonly string[];
      readonly mtu: number | null;
    },
  ];
  readonly dns: readonly string[];
};

export type NewMachine = {
  readonly name: string;
  readonly mac: string;
  /** Null: what Netberth sees of it is the address of a router. */
  readonly network: MachineNetwork | null;
  readonly portId: string;
  readonly cloud: string;
};

/** The machines of the Netberth that servers boot from. */
export class Machines {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Null: nobody has this MAC. */
  async withMac(mac: string): Promise<Machine | null> {
    const found = await this.#search(mac);
    return found.find(({ macs }) => macs.includes(mac)) ?? null;
  }

  /** That we registered for a server of this name in this cloud. */
  async ofServer(name: string, cloud: string): Promise<readonly Machine[]> {
    const found = await this.#search(name);
    return found.filter(
      ({ hostname, labels }) =>
        hostname === name.toLowerCase() && labels[portLabel] !== undefined && labels[cloudLabel] === cloud,
    );
  }

  async add({ name, mac, network, portId, cloud }: NewMachine): Promise<Machine> {
    const labels = { [portLabel]: portId, [cloudLabel]: cloud };
    const known = network === null ? {} : { network };
    const added = await sendCommand(this.#connection, machineAdd, {
      macs: [mac],
      hostname: name.toLowerCase(),
      labels,
      ...known,
    });
    return understood(machineSchema, added);
  }

  async grant(id: number, profiles: readonly string[], expires: string): Promise<Machine> {
    const reason = 'netberth openstack boot';
    const input = { machine: String(id), profiles, expires, replace: true, reason };
    return understood(machineSchema, await sendCommand(this.#connection, machineGrant, input));
  }

  async read(id: number): Promise<MachineHistory> {
    const input = { machine: String(id), boots: 3 };
    return understood(machineHistorySchema, await sendCommand(this.#connection, machineShow, input));
  }

  async forget(id: number): Promise<void> {
    await sendCommand(this.#connection, machineForget, { machine: String(id) });
  }

  async #search(search: string): Promise<readonly Machine[]> {
    const found = await sendCommand(this.#connection, machineList, { search, limit: 200 });
    return understood(z.object({ machines: z.array(machineSchema) }), found).machines;
  }
}

/** Throws a Failure for what a Netberth of another version says. */
export function understood<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Failure(
    "The server's answer is not of this version: is it the Netberth that this command is of?",
  );
}
