import type { NextBoot, PowerAction } from '@netberth/api';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { driverAbilities } from './drivers/driver-abilities.ts';
import { findPower } from './power-store.ts';

export type PowerWish = {
  readonly action: PowerAction;
  readonly next: NextBoot | null;
  /** Also while it installs. */
  readonly force: boolean;
};

/** @returns why this cannot be ordered for the machine; undefined: it can. `bootUrl`: the setting */
export function* powerRefusal(
  { id, state }: MachineRecord,
  { action, next, force }: PowerWish,
  bootUrl: string | null,
): Reading<CommandRefused | undefined> {
  const power = yield* findPower(id);
  if (!power) return new CommandRefused('powerUnset', { machine: id });
  const { driver } = power.settings;
  const { actions, nexts, hint: general } = driverAbilities[driver];
  const hint = general.replaceAll('MACHINE', String(id));
  if (!actions.includes(action))
    return new CommandRefused('powerCannot', { machine: id, driver, action: `power ${action}`, hint });
  if (next !== null && !nexts.includes(next))
    return new CommandRefused('powerCannot', { machine: id, driver, action: `--next ${next}`, hint });
  if (next === 'medium' && bootUrl === null) return new CommandRefused('powerNoBootUrl', { machine: id });
  const isCut = action === 'off' || action === 'cycle' || action === 'reset';
  if (state === 'installing' && isCut && !force)
    return new CommandRefused('powerInstalling', { machine: id, action: `power ${action}` });
  return undefined;
}
