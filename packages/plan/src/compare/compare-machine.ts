import type { ChangedField, Machine, WantedMachine } from '@netberth/api';
import { changedFields } from './changed-fields.ts';
import type { FieldView } from './changed-fields.ts';
import { flatFields } from './flat-fields.ts';

type Network = Pick<Machine, 'address' | 'network'>;
type Seen = Network &
  Pick<
    Machine,
    'hostname' | 'macs' | 'serial' | 'uuid' | 'labels' | 'metadata' | 'resting' | 'protected' | 'proof'
  >;

/** The input of `machine set` that makes the difference, without naming the machine. */
export type MachineChange = {
  readonly fields: ChangedField[];
  readonly input: Readonly<Record<string, unknown>>;
};

const blank: Seen = {
  ...{ hostname: null, macs: [], serial: null, uuid: null, address: null, network: null },
  ...{ labels: {}, metadata: {}, resting: 'disk', protected: false, proof: 'none' },
};

/**
 * What a folder wants of a machine against what is known of it. Only what the folder says counts.
 * @param present null: the machine is not known
 * @param network what its network would become
 */
export function compareMachine(
  present: Machine | null,
  wanted: WantedMachine,
  network: Network,
): MachineChange {
  const before = present ?? blank;
  const after = wantedMachine(before, wanted, network);
  return {
    fields: changedFields(present === null ? null : viewOf(before), viewOf(after)),
    input: inputOf(before, after, wanted),
  };
}

function wantedMachine(before: Seen, wanted: WantedMachine, network: Network): Seen {
  return {
    hostname: wanted.hostname === undefined ? before.hostname : wanted.hostname.toLowerCase() || null,
    macs: [...new Set([...before.macs, ...(wanted.macs ?? [])])],
    serial: wanted.serial === undefined ? before.serial : wanted.serial || null,
    uuid: wanted.uuid === undefined ? before.uuid : wanted.uuid || null,
    ...network,
    labels: merged(before.labels, wanted.labels ?? {}),
    metadata: merged(before.metadata, wanted.metadata ?? {}),
    resting: wanted.resting ?? before.resting,
    protected: wanted.protected ?? before.protected,
    proof: wanted.proof ?? before.proof,
  };
}

/** Nothing, an empty text and null take away. */
function merged<Value>(old: Readonly<Record<string, Value>>, over: Readonly<Record<string, Value>>) {
  const all = Object.entries({ ...old, ...over });
  return Object.fromEntries(all.filter(([, value]) => value !== '' && value !== null));
}

function viewOf(seen: Seen): FieldView {
  const { hostname, serial, uuid, address } = seen;
  return {
    ...(hostname !== null && { hostname }),
    ...(seen.macs.length > 0 && { macs: seen.macs.toSorted().join(', ') }),
    ...(serial !== null && { serial }),
    ...(uuid !== null && { uuid }),
    ...(address !== null && { address }),
    ...flatFields(seen.network, 'network'),
    ...flatFields(seen.labels, 'labels'),
    ...Object.fromEntries(
      Object.entries(seen.metadata).map(([name, value]) => [`metadata.${name}`, valueText(value)]),
    ),
    resting: seen.resting,
    protected: seen.protected ? 'yes' : 'no',
    proof: seen.proof,
  };
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function inputOf(before: Seen, after: Seen, wanted: WantedMachine): Record<string, unknown> {
  const addMacs = after.macs.filter((mac) => !before.macs.includes(mac));
  const labels = differing(before.labels, wanted.labels ?? {});
  const metadata = differing(before.metadata, wanted.metadata ?? {});
  return {
    ...(after.hostname !== before.hostname && { hostname: after.hostname ?? '' }),
    ...(addMacs.length > 0 && { addMacs }),
    ...(after.serial !== before.serial && { serial: after.serial ?? '' }),
    ...(after.uuid !== before.uuid && { uuid: after.uuid ?? '' }),
    ...(!isSame([before.address, before.network], [after.address, after.network]) && networkWords(wanted)),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(after.resting !== before.resting && { resting: after.resting }),
    ...(after.protected !== before.protected && { protected: after.protected }),
    ...(after.proof !== before.proof && { proof: after.proof }),
  };
}

function networkWords({ address, gateway, dns, search, vlan, mtu, card, network }: WantedMachine) {
  const words = { address, gateway, dns, search, vlan, mtu, card, network };
  return Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined));
}

function differing<Value>(old: Readonly<Record<string, Value>>, wanted: Readonly<Record<string, Value>>) {
  const changed = Object.entries(wanted)
    .map(([name, value]) => [name, value ?? ''] as const)
    .filter(([name, value]) => !isSame(old[name] ?? '', value));
  return Object.fromEntries(changed);
}

/** Of plain data, in whatever order the names stand. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return (
    Array.isArray(one) === Array.isArray(other) && [...names].every((name) => isSame(left[name], right[name]))
  );
}
