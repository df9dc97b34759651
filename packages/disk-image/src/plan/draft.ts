import { contentSize, type Content } from './content.ts';
import type { Extent, Plan, Source } from './plan.ts';
import type { SlotState } from './slot.ts';
import { fillSlot } from './slot.ts';

/** A plan that is being put together: extents in any order, anywhere. */
export type Draft = { readonly extents: Extent[]; readonly slots: Map<string, SlotState> };

export function openDraft(): Draft {
  return { extents: [], slots: new Map() };
}

/** Puts content at an offset. An image inside the image brings its own extents and slots with it. */
export function place(draft: Draft, offsetBytes: number, what: string, content: Content): void {
  const sizeBytes = contentSize(content);
  if (sizeBytes === 0) return;
  if (!(content instanceof Uint8Array) && 'extents' in content) {
    placePlan(draft, offsetBytes, what, content);
    return;
  }
  draft.extents.push({ offsetBytes, sizeBytes, what, source: sourceOf(draft, content) });
}

/** Throws a RangeError when extents overlap or leave the image: a mistake of whoever laid it out. */
export function finishDraft(draft: Draft, sizeBytes: number): Plan {
  const extents = draft.extents.toSorted((a, b) => a.offsetBytes - b.offsetBytes);
  let free = 0;
  for (const { offsetBytes, sizeBytes: length, what } of extents) {
    if (offsetBytes < free) throw new RangeError(`${what} at ${offsetBytes} overlaps what ends at ${free}`);
    free = offsetBytes + length;
  }
  if (free > sizeBytes) throw new RangeError(`the image ends at ${sizeBytes}, but its extents at ${free}`);
  return { sizeBytes, extents, slots: draft.slots };
}

function placePlan(draft: Draft, offsetBytes: number, what: string, plan: Plan): void {
  for (const extent of plan.extents) {
    draft.extents.push({
      ...extent,
      offsetBytes: offsetBytes + extent.offsetBytes,
      what: `${what}: ${extent.what}`,
    });
  }
  for (const [name, state] of plan.slots) addSlot(draft, name, state);
}

function sourceOf(draft: Draft, content: Exclude<Content, Plan>): Source {
  if (content instanceof Uint8Array) return { kind: 'bytes', bytes: content };
  if (content.kind === 'reader') return { kind: 'reader', reader: content, fromBytes: 0 };
  addSlot(draft, content.name, fillSlot(content.sizeBytes, new Uint8Array(), content.padding));
  return { kind: 'slot', slot: content.name, fromBytes: 0 };
}

function addSlot(draft: Draft, name: string, state: SlotState): void {
  const other = draft.slots.get(name);
  if (other !== undefined && !hasSameBytes(other.bytes, state.bytes)) {
    throw new RangeError(`slot "${name}" stands at two places with two sizes, paddings or contents`);
  }
  draft.slots.set(name, state);
}

function hasSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
