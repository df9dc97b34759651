import {
  eventList,
  machineAdd,
  machineGrantMany,
  machineList,
  machineShow,
  profileImport,
} from '@netberth/api';
import type { CommandDefinition, Event, Grant, Machine, MachineHistory, OutputOf } from '@netberth/api';
import { connect } from '../../../packages/netberth/src/connect/connect.ts';
import type { Connection } from '../../../packages/netberth/src/connect/connection.ts';
import { openImageArchive } from '../../../packages/netberth/src/upload-image/open-image-archive.ts';
import { sendCommand } from '../../../packages/netberth/src/send-command.ts';
import { eachAtOnce } from './each-at-once.ts';
import type { StormMachine } from './storm-machine.ts';

/** A machine as the operator has granted it. */
export type Granted = { readonly machine: StormMachine; readonly id: number; readonly grant: Grant };

const atOnce = 64;
const pageRows = 1000;
const mostBoots = 200;

/** The person on the same host, who works with the commands of `netberth` over the socket of the data folder. */
export class StormOperator {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  static async connect(data: string): Promise<StormOperator> {
    return new StormOperator(await connect({ data, json: true }, {}, machineList));
  }

  async #run<Definition extends CommandDefinition>(
    definition: Definition,
    input: Readonly<Record<string, unknown>>,
  ): Promise<OutputOf<Definition>> {
    return (await sendCommand(this.#connection, definition, input)) as OutputOf<Definition>;
  }

  async importImage(folder: string): Promise<void> {
    const { name, stream } = await openImageArchive(folder);
    await sendCommand(this.#connection, profileImport, { name }, stream);
  }

  /** Makes each machine known, tells `done` after each, and grants all of them the steps at once. */
  async grantAll(
    machines: readonly StormMachine[],
    steps: readonly string[],
    done: () => void,
  ): Promise<Granted[]> {
    const added = await eachAtOnce(machines, atOnce, async (machine) => {
      const { mac, uuid, serial } = machine;
      const { id } = await this.#run(machineAdd, { macs: [mac], uuid, serial });
      done();
      return { machine, id };
    });
    await this.#run(machineGrantMany, { all: true, profiles: steps });
    const grants = new Map((await this.machines()).map(({ id, grant }) => [id, grant]));
    return added.map(({ machine, id }) => {
      const grant = grants.get(id) ?? null;
      if (grant === null) throw new Error(`Granting machine ${id}: the list shows no live grant.`);
      return { machine, id, grant };
    });
  }

  async machines(): Promise<Machine[]> {
    const all: Machine[] = [];
    let after: number | null = 0;
    while (after !== null) {
      const page: OutputOf<typeof machineList> = await this.#run(machineList, { after, limit: pageRows });
      all.push(...page.machines);
      after = page.next;
    }
    return all;
  }

  async alerts(): Promise<Event[]> {
    return (await this.#run(eventList, { severity: 'alert', limit: pageRows })).events;
  }

  /** The history of each machine, one after the other through `look`: ten thousand of them need much memory. */
  lookAtAll<Found>(
    granted: readonly Granted[],
    look: (history: MachineHistory, granted: Granted) => Found,
  ): Promise<Found[]> {
    return eachAtOnce(granted, atOnce, async (one) =>
      look(await this.#run(machineShow, { machine: String(one.id), boots: mostBoots }), one),
    );
  }

  async close(): Promise<void> {
    await this.#connection.dispose();
  }
}
