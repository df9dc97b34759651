import { replaceSlot, type Plan, type PlanOutcome } from '@netberth/disk-image';
import { mediumScript } from '../script/medium-script.ts';
import type { MediumOrder } from '../script/medium-order.ts';
import { scriptSlot } from './plan-template.ts';

/** The medium of an order; refused, with the number of bytes, when its script does not fit into the slot. */
export function fillMedium(template: Plan, order: MediumOrder): PlanOutcome {
  return replaceSlot(template, scriptSlot, asciiBytes(mediumScript(order)));
}

/** Every value of an order is ASCII by its parser. */
function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
