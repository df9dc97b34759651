import { ipxe, label, script, words, type Script } from '@netberth/ipxe';
import type { BootSpec } from '../boot-spec.ts';
import { bootStatements } from './boot-statements.ts';

/** The script for a machine that is known: everything is decided, so there is nothing to ask. It fails by `exit 1`. */
export function machineScript({ title, notes, boot }: BootSpec): Script {
  return script(
    ipxe`echo ${words(title)}`,
    notes.map((note) => ipxe`echo ${words(note)}`),
    bootStatements(boot, { failed: 'failed', settings: [] }),
    label('failed'),
    ipxe`echo ${words(`${title} could not be fetched or started`)}`,
    ipxe`exit 1`,
  );
}
