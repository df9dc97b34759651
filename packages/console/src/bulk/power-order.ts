import {
  powerBootNextMany,
  powerCycleMany,
  powerOffMany,
  powerOnMany,
  powerResetMany,
  nextBootSchema,
} from '@netberth/api';
import type { PowerMany } from '@netberth/api';
import { ask } from '../server/ask.ts';

export const manyActions = ['on', 'cycle', 'reset', 'off', 'boot-next'] as const;
export type ManyAction = (typeof manyActions)[number];

/** What a person says of the power of many machines, as it stands in the fields. */
export type PowerOrderFields = {
  readonly action: ManyAction;
  /** Empty: as their firmware is set. */
  readonly next: string;
  /** Empty: all at once. */
  readonly wave: string;
  readonly pause: string;
  readonly force: boolean;
  readonly reason: string;
};

export const usualPower: PowerOrderFields = {
  ...{ action: 'on', next: '', wave: '', pause: '0s', force: false, reason: '' },
};

/** What a running machine notices. */
export function isCutting(action: ManyAction): boolean {
  return action === 'off' || action === 'cycle' || action === 'reset';
}

/** Machines that cannot be switched are left out, and named. @param dryRun only says what would be done */
export async function orderPower(
  ids: number[],
  fields: PowerOrderFields,
  dryRun: boolean,
): Promise<PowerMany> {
  const { action, force, pause, wave, reason } = fields;
  const chosen = nextBootSchema.safeParse(fields.next);
  const next = chosen.success ? { next: chosen.data } : {};
  const order = {
    ...{ ids, dryRun, skip: true },
    ...(wave !== '' && { wave: Number(wave), pause }),
    ...(reason !== '' && { reason }),
  };
  switch (action) {
    case 'on':
      return await ask(powerOnMany, { ...order, ...next });
    case 'off':
      return await ask(powerOffMany, { ...order, force });
    case 'cycle':
      return await ask(powerCycleMany, { ...order, ...next, force });
    case 'reset':
      return await ask(powerResetMany, { ...order, ...next, force });
    case 'boot-next':
      return await ask(powerBootNextMany, { ...order, next: chosen.data ?? 'pxe' });
  }
}
