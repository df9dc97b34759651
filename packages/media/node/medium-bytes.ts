import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { readAt, streamPlan, type Plan } from '@netberth/disk-image';

/** An image as bytes, with their sums. */
export type MediumBytes = {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly crc32: number;
  /** Each reading gives the same bytes; they may be shared with other media and are not to be changed. */
  readonly chunks: () => Iterable<Uint8Array>;
};

type SlotPart = { readonly slot: string; readonly fromBytes: number; readonly sizeBytes: number };

/** What plans of one template have in common: what stands before the first slot, with its sums, and what follows. */
type Template = {
  readonly start: Uint8Array;
  readonly sha256: Hash;
  readonly crc32: number;
  /** Null where it is too much to be kept. */
  readonly rest: readonly (Uint8Array | SlotPart)[] | null;
};

/** More than any medium has. */
const mostKeptBytes = 64 * 1024 * 1024;
/** Plans of one template have the same extents. */
const templates = new WeakMap<Plan['extents'], Template>();

/** Costs the hashing of what stands behind the first slot; all else is done once for a template. */
export function mediumBytes(plan: Plan): MediumBytes {
  const template = templates.get(plan.extents) ?? templateOf(plan);
  templates.set(plan.extents, template);
  const hash = template.sha256.copy();
  let sum = template.crc32;
  const rest = restOf(plan, template);
  for (const chunk of rest) {
    hash.update(chunk);
    sum = crc32(chunk, sum);
  }
  return {
    sizeBytes: plan.sizeBytes,
    sha256: hash.digest('hex'),
    crc32: sum,
    chunks: function* () {
      yield template.start;
      yield* rest;
    },
  };
}

function templateOf(plan: Plan): Template {
  const slots = plan.extents.flatMap(({ offsetBytes, sizeBytes, source }) =>
    source.kind === 'slot'
      ? [{ offsetBytes, sizeBytes, slot: source.slot, fromBytes: source.fromBytes }]
      : [],
  );
  const isKept = plan.sizeBytes <= mostKeptBytes;
  const start = readAt(plan, 0, Math.min(slots[0]?.offsetBytes ?? plan.sizeBytes, mostKeptBytes));
  const rest: (Uint8Array | SlotPart)[] = [];
  let at = start.length;
  for (const part of isKept ? slots : []) {
    rest.push(readAt(plan, at, part.offsetBytes - at), part);
    at = part.offsetBytes + part.sizeBytes;
  }
  rest.push(readAt(plan, at, isKept ? plan.sizeBytes - at : 0));
  const sums = { sha256: createHash('sha256').update(start), crc32: crc32(start) };
  return { start, ...sums, rest: isKept ? rest : null };
}

function restOf(plan: Plan, { start, rest }: Template): Iterable<Uint8Array> {
  if (rest === null) return { [Symbol.iterator]: () => streamPlan(plan, { fromBytes: start.length }) };
  return rest.map((part) => (part instanceof Uint8Array ? part : slotBytes(plan, part)));
}

function slotBytes(plan: Plan, { slot, fromBytes, sizeBytes }: SlotPart): Uint8Array {
  const state = plan.slots.get(slot);
  if (state === undefined) throw new RangeError(`the plan has an extent of slot "${slot}", but no such slot`);
  return state.bytes.subarray(fromBytes, fromBytes + sizeBytes);
}
