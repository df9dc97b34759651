import { planned, refused, type PlanOutcome } from '../outcome.ts';
import type { Plan } from './plan.ts';
import { fillSlot } from './slot.ts';

/**
 * The same image with other bytes in the slot, at every place where it stands; nothing is planned again.
 *
 * Refused when the plan has no such slot, or when it is too small; both numbers are in the problem.
 * Example: `replaceSlot(template, 'script', new TextEncoder().encode('#!ipxe\n…'))`.
 */
export function replaceSlot(plan: Plan, name: string, bytes: Uint8Array): PlanOutcome {
  const state = plan.slots.get(name);
  if (state === undefined) return refused([{ kind: 'no-slot', slot: name, known: [...plan.slots.keys()] }]);
  const mostBytes = state.bytes.length;
  if (bytes.length > mostBytes) {
    return refused([{ kind: 'slot-too-small', slot: name, sizeBytes: bytes.length, mostBytes }]);
  }
  const slots = new Map(plan.slots).set(name, fillSlot(mostBytes, bytes, state.padding));
  return planned({ ...plan, slots });
}
