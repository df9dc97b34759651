import type { MachineRecord } from '../machines/machine-record.ts';
import type { Subject } from '../templates/template-values.ts';

/** What is known of a machine: texts, and amounts (sizes in bytes). A fact without values is not known. */
export type Facts = ReadonlyMap<string, readonly (string | number)[]>;

const told: Readonly<Record<string, string>> = {
  manufacturer: 'manufacturer',
  product: 'product',
  asset: 'asset',
  platform: 'platform',
  buildarch: 'arch',
  cpu: 'cpu',
};

/** @param lastAddress from where it asked last; null: it never did */
export function factsOf({ machine, identity, labels }: Subject, lastAddress: string | null): Facts {
  const facts = new Map<string, readonly (string | number)[]>();
  const know = (name: string, ...values: readonly (string | number | null | undefined)[]) => {
    const known = values.flatMap((value) =>
      value === null || value === undefined || value === '' ? [] : [value],
    );
    if (known.length > 0) facts.set(name, known);
  };
  for (const [parameter, fact] of Object.entries(told)) know(fact, machine.hardware[parameter]);
  know('serial', identity.serial);
  know('uuid', identity.uuid);
  know('mac', ...identity.macs);
  know('hostname', machine.hostname);
  know('memory', memoryOf(machine));
  know('subnet', lastAddress ?? machine.address);
  for (const [name, value] of Object.entries(labels)) know(`label.${name}`, value);
  for (const [name, value] of Object.entries(machine.metadata))
    if (typeof value !== 'object') know(`metadata.${name}`, String(value));
  return facts;
}

/** `/bootstrap` tells MiB. */
function memoryOf({ hardware }: MachineRecord): number | null {
  const mib = Number(hardware['ram'] ?? Number.NaN);
  return Number.isFinite(mib) ? mib * 2 ** 20 : null;
}
