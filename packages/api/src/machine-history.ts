import { z } from 'zod';
import { bootSchema } from './boot.ts';
import { eventSchema } from './event.ts';
import { factsReportSchema } from './facts.ts';
import { machineSchema } from './machine.ts';

export const machineHistorySchema = machineSchema.extend({
  /** What it is made of, as it was found last; null: it never was. */
  facts: factsReportSchema.nullable(),
  boots: z.array(bootSchema),
  events: z.array(eventSchema),
});
export type MachineHistory = z.infer<typeof machineHistorySchema>;
