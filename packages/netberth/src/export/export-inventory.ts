import { stringify } from 'yaml';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { ansibleInventory, dynamicInventory, staticInventory } from './ansible-inventory.ts';
import { inventoryMachines } from './inventory-machines.ts';
import { saltRoster } from './salt-roster.ts';

export type InventoryWanted = {
  readonly ansibleInventory: boolean;
  readonly saltRoster: boolean;
  readonly list: boolean;
  readonly host?: string | undefined;
  readonly format: 'yaml' | 'json';
};

/** The machines as another tool reads them; what was left out is said beside it. */
export async function exportInventory(
  wanted: InventoryWanted,
  surroundings: Surroundings,
): Promise<{ text: string; notes: readonly string[] }> {
  if (wanted.ansibleInventory && wanted.saltRoster)
    throw new Failure('--ansible-inventory and --salt-roster are two files: ask for one after the other');
  const machines = await inventoryMachines(surroundings);
  if (wanted.saltRoster) {
    const { targets, notes } = saltRoster(machines);
    return { text: written(targets, wanted.format), notes };
  }
  const inventory = ansibleInventory(machines);
  const { notes } = inventory;
  if (wanted.host !== undefined) return { text: written(inventory.hosts[wanted.host] ?? {}, 'json'), notes };
  if (wanted.list) return { text: written(dynamicInventory(inventory), 'json'), notes };
  return { text: written(staticInventory(inventory), wanted.format), notes };
}

/** Both tools read YAML 1.1, where 52:54:00:00:00:01 without quotation marks is a number of base 60, and yes is true. */
const yaml11 = {
  version: '1.1',
  defaultStringType: 'QUOTE_DOUBLE',
  defaultKeyType: 'PLAIN',
  aliasDuplicateObjects: false,
  lineWidth: 0,
} as const;

function written(value: object, format: 'yaml' | 'json'): string {
  return format === 'json' ? `${JSON.stringify(value, null, 2)}\n` : stringify(value, yaml11);
}
