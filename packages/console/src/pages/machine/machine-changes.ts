import type { Machine, machineSet } from '@netberth/api';
import { wordsOf } from '../../format/words-of.ts';
import type { InputTo } from '../../server/ask.ts';

/** What stands in the fields of the form; labels one a line. */
export type MachineFields = Readonly<
  Record<'hostname' | 'macs' | 'serial' | 'uuid' | 'address' | 'resting' | 'proof' | 'labels', string>
>;
type Changes = Omit<InputTo<typeof machineSet>, 'machine'>;

/** Only what differs, so that nobody overwrites what somebody else changed meanwhile. */
export function machineChanges(machine: Machine, fields: MachineFields): Changes {
  const plain = (['hostname', 'serial', 'uuid', 'address', 'resting', 'proof'] as const).filter(
    (name) => fields[name] !== (machine[name] ?? ''),
  );
  const macs = wordsOf(fields.macs);
  const known = macs.map((mac) => mac.toLowerCase().replaceAll('-', ':'));
  const addMacs = macs.filter((_, index) => !machine.macs.includes(known[index] ?? ''));
  const removeMacs = machine.macs.filter((mac) => !known.includes(mac));
  const labels = labelChanges(machine.labels, fields.labels);
  return {
    ...Object.fromEntries(plain.map((name) => [name, fields[name]])),
    ...(addMacs.length > 0 && { addMacs }),
    ...(removeMacs.length > 0 && { removeMacs }),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}

/** An empty value removes a label; so does a line that is gone. */
function labelChanges(known: Machine['labels'], text: string): Record<string, string> {
  const wanted = new Map(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line): [string, string] => {
        const at = line.indexOf('=');
        return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
      }),
  );
  const changed = [...wanted].filter(([name, value]) => (known[name] ?? '') !== value);
  const gone = Object.keys(known).filter((name) => !wanted.has(name));
  return Object.fromEntries([...changed, ...gone.map((name): [string, string] => [name, ''])]);
}
