import { machineExport, machineSchema, type Machine } from '@netberth/api';
import { z } from 'zod';
import { allPages } from '../all-pages.ts';
import { connect } from '../connect/connect.ts';
import type { Surroundings } from '../local-verb.ts';

/** Every machine that whoever asks may see, in the order of their ids. */
export async function inventoryMachines({
  flags,
  environment,
}: Surroundings): Promise<readonly NamedMachine[]> {
  const connection = await connect(flags, environment, machineExport);
  try {
    const { rows } = await allPages(connection, machineExport, {}, 'machines');
    return withNames(z.array(machineSchema).parse(rows));
  } finally {
    await connection.dispose();
  }
}

export type NamedMachine = { readonly name: string; readonly machine: Machine };

/** Its host name; with its id where two have the same, or one has none. */
function withNames(machines: readonly Machine[]): readonly NamedMachine[] {
  const named = Map.groupBy(machines, ({ hostname }) => hostname?.toLowerCase() ?? '');
  return machines.map((machine) => {
    const { id, hostname } = machine;
    const isAlone = named.get(hostname?.toLowerCase() ?? '')?.length === 1;
    const name = hostname === null ? `machine-${id}` : isAlone ? hostname : `${hostname}-${id}`;
    return { name, machine };
  });
}
