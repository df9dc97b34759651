import type { Machine } from '@netberth/api';
import type { NamedMachine } from './inventory-machines.ts';
import { untemplated } from './untemplated.ts';

type Vars = Readonly<Record<string, unknown>>;

export type AnsibleInventory = {
  /** By the name of the host. */
  readonly hosts: Readonly<Record<string, Vars>>;
  /** Names of hosts by the name of the group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** What was left out, and why. */
  readonly notes: readonly string[];
};

/** Groups by label (`label_rack_7`), state (`state_finished`) and profile (`profile_image1`). Pure. */
export function ansibleInventory(machines: readonly NamedMachine[]): AnsibleInventory {
  const notes: string[] = [];
  const hosts: Record<string, Vars> = {};
  const groups = new Map<string, string[]>();
  for (const { name, machine } of machines) {
    const { value, leftOut } = untemplated(hostVars(machine));
    hosts[name] = value as Vars;
    notes.push(
      ...leftOut.map((path) => `${name}: ${path} is left out: Ansible would run the template in it`),
    );
    for (const group of groupsOf(machine)) groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  const sorted = [...groups].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return { hosts, groups: Object.fromEntries(sorted), notes };
}

/** What an inventory script answers to `--list`; with `_meta` Ansible asks for no host by itself. */
export function dynamicInventory({ hosts, groups }: AnsibleInventory): object {
  const children = Object.keys(groups);
  return {
    _meta: { hostvars: hosts },
    all: { hosts: Object.keys(hosts), children },
    ...Object.fromEntries(Object.entries(groups).map(([name, members]) => [name, { hosts: members }])),
  };
}

/** The file that Ansible's plugin `yaml` reads, which takes JSON too. */
export function staticInventory({ hosts, groups }: AnsibleInventory): object {
  const children = Object.entries(groups).map(([name, members]) => [
    name,
    { hosts: Object.fromEntries(members.map((member) => [member, {}])) },
  ]);
  return { all: { hosts, children: Object.fromEntries(children) } };
}

function hostVars(machine: Machine) {
  return {
    ...(machine.address !== null && { ansible_host: machine.address }),
    netberth_id: machine.id,
    netberth_state: machine.state,
    netberth_macs: machine.macs,
    netberth_serial: machine.serial,
    netberth_uuid: machine.uuid,
    netberth_labels: machine.labels,
    netberth_metadata: machine.metadata,
    netberth_hardware: machine.hardware,
    netberth_profile: profileOf(machine),
    netberth_protected: machine.protected,
  };
}

/** What it is granted now, else what it rests on. */
export function profileOf({ grant, resting }: Machine): string | null {
  const step = grant?.status === 'live' ? grant.steps[grant.step] : undefined;
  return step ?? (resting === 'disk' || resting === 'menu' ? null : resting);
}

function groupsOf(machine: Machine): string[] {
  const profile = profileOf(machine);
  const labels = Object.entries(machine.labels).map(([name, value]) =>
    groupName('label', ...(value === '' ? [name] : [name, value])),
  );
  return [
    ...new Set(labels),
    groupName('state', machine.state),
    ...(profile === null ? [] : [groupName('profile', profile)]),
  ];
}

/** Ansible's groups are letters, digits and _: all else becomes _. */
const groupName = (...parts: readonly string[]) => parts.join('_').replaceAll(/[^A-Za-z0-9_]/g, '_');
