import { machineReferenceSchema } from '../machine.ts';

/** The input field of every command about one machine. */
export const machineField = machineReferenceSchema.describe(
  "the machine's id, one of its MACs, or its host name",
);
