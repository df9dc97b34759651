import { machineReferenceSchema } from '../machine.ts';

/** Of a verb about one machine that is the same for many (`bulkOf`). */
export const manyAtOnce =
  'Many at once: --label, --fact, --state, --search, --ids or --all in place of MACHINE.';

/** The input field of every command about one machine. */
export const machineField = machineReferenceSchema.describe(
  "the machine's id, one of its MACs, or its host name",
);
