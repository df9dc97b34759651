import { profileOf } from './ansible-inventory.ts';
import type { NamedMachine } from './inventory-machines.ts';
import { untemplated } from './untemplated.ts';

export type SaltRoster = {
  readonly targets: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
};

/** What `salt-ssh` reads as /etc/salt/roster: hosts by address, the rest as grains. Pure. */
export function saltRoster(machines: readonly NamedMachine[]): SaltRoster {
  const notes: string[] = [];
  const targets = machines.flatMap(({ name, machine }) => {
    if (machine.address === null) {
      notes.push(`${name} is left out: it has no address that is known`);
      return [];
    }
    const grains = {
      id: machine.id,
      state: machine.state,
      profile: profileOf(machine),
      labels: machine.labels,
      metadata: machine.metadata,
    };
    const { value, leftOut } = untemplated(grains);
    notes.push(...leftOut.map((path) => `${name}: ${path} is left out: Salt would run the template in it`));
    return [[name, { host: machine.address, minion_opts: { grains: { netberth: value } } }] as const];
  });
  return { targets: Object.fromEntries(targets), notes };
}
