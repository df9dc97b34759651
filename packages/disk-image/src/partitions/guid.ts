const form = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;

/** A GUID as it stands on disk: its first three parts little-endian (UEFI 2.10, appendix A); undefined if it is none. */
export function parseGuid(text: string): Uint8Array<ArrayBuffer> | undefined {
  const parts = form.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  return Uint8Array.from(
    parts.flatMap((digits, index) => {
      const bytes = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
      return index < 3 ? bytes.toReversed() : bytes;
    }),
  );
}

/** The same GUID with 1 added to its last byte: for the partition of a disk. */
export function followingGuid(guid: Uint8Array): Uint8Array {
  const next = guid.slice();
  next[15] = ((next[15] ?? 0) + 1) & 0xff;
  return next;
}

/** C12A7328-F81F-11D2-BA4B-00A0C93EC93B, an EFI system partition (UEFI 2.10, table 5.7) */
export const espType = Uint8Array.of(
  ...[0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11],
  ...[0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b],
);
