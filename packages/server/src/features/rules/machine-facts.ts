import type { FactValue } from '@netberth/api';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { Subject } from '../templates/template-values.ts';

/** What is known of a machine: texts, and amounts (sizes in bytes). A fact without values is not known. */
export type Facts = ReadonlyMap<string, readonly (string | number)[]>;

const told: Readonly<Record<string, string>> = {
  manufacturer: 'vendor',
  product: 'product',
  asset: 'asset',
  platform: 'platform',
  buildarch: 'arch',
  cpu: 'cpu',
};

/**
 * @param lastAddress from where it asked last; null: it never did
 * @param discovered what a discover boot found last; what that measured counts before what firmware tells
 */
export function factsOf(
  { machine, identity, labels }: Subject,
  lastAddress: string | null,
  discovered: readonly FactValue[],
): Facts {
  const facts = new Map<string, readonly (string | number)[]>();
  const know = (name: string, ...values: readonly (string | number | null | undefined)[]) => {
    const known = values.flatMap((value) =>
      value === null || value === undefined || value === '' ? [] : [value],
    );
    if (known.length > 0) facts.set(name, [...(facts.get(name) ?? []), ...known]);
  };
  for (const { name, value, number } of discovered) know(name, number ?? value);
  for (const [parameter, fact] of Object.entries(told)) know(fact, machine.hardware[parameter]);
  know('serial', identity.serial);
  know('uuid', identity.uuid);
  know('mac', ...identity.macs);
  know('hostname', machine.hostname);
  if (!facts.has('memory')) know('memory', memoryOf(machine));
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
