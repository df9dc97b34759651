/** What a slot holds now: its size for ever, its bytes already padded to that size. */
export type SlotState = { readonly padding: Uint8Array; readonly bytes: Uint8Array };

const newline = Uint8Array.of(0x0a);

/** A file of fixed size whose bytes can be replaced in a finished plan. The same slot may stand at several places. */
export type Slot = {
  readonly kind: 'slot';
  readonly name: string;
  readonly sizeBytes: number;
  readonly padding: Uint8Array;
};

/**
 * A slot that holds only its padding until `replaceSlot` fills it.
 *
 * `padding` is repeated behind the bytes up to the end, counted from the start of the slot, so that a pattern
 * stays aligned; the default is newlines. Throws a RangeError when the size is not a whole number above 0, or
 * the padding is empty.
 * Example: `slot('script', 4096)`.
 */
export function slot(name: string, sizeBytes: number, padding: Uint8Array = newline): Slot {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 1) {
    throw new RangeError(
      `cannot make slot "${name}": its size is ${sizeBytes}, wanted is a whole number above 0`,
    );
  }
  if (padding.length === 0) throw new RangeError(`cannot make slot "${name}": its padding is empty`);
  return { kind: 'slot', name, sizeBytes, padding };
}

/** `bytes` and then padding, `sizeBytes` in all. */
export function fillSlot(sizeBytes: number, bytes: Uint8Array, padding: Uint8Array): SlotState {
  const filled = new Uint8Array(sizeBytes);
  filled.set(bytes);
  if (padding.length === 1) filled.fill(padding[0] ?? 0, bytes.length);
  else for (let at = bytes.length; at < sizeBytes; at += 1) filled[at] = padding[at % padding.length] ?? 0;
  return { padding, bytes: filled };
}
