import { replaceSlot, type Plan, type PlanOutcome } from '@netberth/disk-image';
import { mediumScript } from '../script/medium-script.ts';
import type { MediumOrder } from '../script/medium-order.ts';
import { scriptSlot } from './plan-template.ts';

/** The medium of an order; refused, with the number of bytes, when its script does not fit into the slot. */
export function fillMedium(template: Plan, order: MediumOrder): PlanOutcome {
  const script = mediumScript(order);
  // Every value of an order is ASCII by its parser.
  return replaceSlot(
    template,
    scriptSlot,
    Uint8Array.from(script, (character) => character.charCodeAt(0)),
  );
}
