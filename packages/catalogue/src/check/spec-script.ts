import { ipxe, label, script, words, type Script } from '@netberth/ipxe';
import type { BootSpec } from '../boot-spec.ts';
import { bootStatements } from '../script/boot-statements.ts';

/** What a spec boots, by itself, to be looked at and run. Machines get the same statements by `choiceScript`. */
export function specScript({ title, notes, boot }: BootSpec): Script {
  return script(
    ipxe`echo ${words(title)}`,
    notes.map((note) => ipxe`echo ${words(note)}`),
    bootStatements(boot, { failed: 'failed', settings: [] }),
    label('failed'),
    ipxe`echo ${words(`${title} could not be fetched or started`)}`,
    ipxe`exit 1`,
  );
}
