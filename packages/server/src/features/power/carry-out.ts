import type { PowerState } from '@netberth/api';
import { failed } from './drivers/power-driver.ts';
import type { PowerDriver, PowerFailure, PowerOutcome, Switching } from './drivers/power-driver.ts';
import type { OrderRecord } from './power-record.ts';

/** What is done around the driver, by whoever runs an order. */
export type CarryTools = {
  /** Makes the medium of the machine. @returns the URL at which a BMC reads it */
  readonly issueMedium: () => Promise<PowerOutcome<string>>;
  /**
   * Right before something is asked for: this server has still to do it, and what must not be asked for twice is written down.
   * @throws when another server has taken the order over
   */
  readonly goAhead: (isRepeatable: boolean) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
};

export type Carried =
  | { readonly kind: 'done'; readonly state: PowerState; readonly said: string }
  | (PowerFailure & {
      readonly isRepeatable: boolean;
      /** The medium is not in the drive for certain, so that nobody need eject it. */
      readonly isMediumOut?: boolean;
    });

type CarriedFailure = Exclude<Carried, { kind: 'done' }>;

/** A BMC takes some seconds to switch; after this it has not. */
const looks = 20;
const betweenLooksMs = 1500;

/** Does what an order says: first what is booted next, then the switching. Ends with the first thing that fails. */
export async function carryOut(
  { action, next }: Pick<OrderRecord, 'action' | 'next'>,
  driver: PowerDriver,
  tools: CarryTools,
): Promise<Carried> {
  if (action === 'eject') return repeatable(await driver.eject(), 'the drive is empty');
  const failure = next === null ? undefined : await prepareNext(next, driver, tools);
  if (failure !== undefined) return failure;
  if (action === 'boot-next') return { kind: 'done', state: 'unknown', said: `boots ${String(next)} next` };
  return await switchIt(action, driver, tools);
}

/** @returns what failed; undefined: it boots that next */
async function prepareNext(
  next: NonNullable<OrderRecord['next']>,
  driver: PowerDriver,
  { issueMedium }: CarryTools,
): Promise<CarriedFailure | undefined> {
  if (next !== 'medium') return again(await driver.bootNext(next), false);
  const issued = await issueMedium();
  if (issued.kind !== 'done') return { ...issued, isRepeatable: true, isMediumOut: true };
  const inserted = await driver.insert(issued.value);
  if (inserted.kind !== 'done') return again(inserted, inserted.kind !== 'unclear');
  return again(await driver.bootNext('cd'), false);
}

function again(outcome: PowerOutcome<null>, isMediumOut: boolean): CarriedFailure | undefined {
  return outcome.kind === 'done' ? undefined : { ...outcome, isRepeatable: true, isMediumOut };
}

async function switchIt(action: Switching, driver: PowerDriver, tools: CarryTools): Promise<Carried> {
  const seen = await driver.look();
  if (seen.kind !== 'done') return { ...seen, isRepeatable: true };
  const { state } = seen.value;
  if (action === state) return { kind: 'done', state, said: `was ${state} already` };
  if (action === 'reset' && state === 'off')
    return { ...failed('refused', 'it is off: netberth power on'), isRepeatable: true };
  const meant = action === 'cycle' && state === 'off' ? 'on' : action;
  const isRepeatable = meant === 'on' || meant === 'off';
  await tools.goAhead(isRepeatable);
  const switched = await driver.switch(meant);
  if (switched.kind !== 'done') return { ...switched, isRepeatable };
  if (!isRepeatable)
    return { kind: 'done', state: 'on', said: meant === 'cycle' ? 'off and on again' : 'reset' };
  return state === 'unknown'
    ? { kind: 'done', state: 'unknown', said: `told to go ${meant}` }
    : await becomes(meant, driver, tools);
}

/** It took the order; whether it did it is seen. */
async function becomes(wanted: 'on' | 'off', driver: PowerDriver, { pause }: CarryTools): Promise<Carried> {
  for (let look = 0; look < looks; look++) {
    const seen = await driver.look();
    if (seen.kind === 'done' && seen.value.state === wanted)
      return { kind: 'done', state: wanted, said: `is ${wanted}` };
    await pause(betweenLooksMs);
  }
  return { ...failed('busy', `it took the order, and is not ${wanted}`), isRepeatable: true };
}

function repeatable(outcome: PowerOutcome<null>, said: string): Carried {
  return outcome.kind === 'done'
    ? { kind: 'done', state: 'unknown', said }
    : { ...outcome, isRepeatable: true };
}
