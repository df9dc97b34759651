/** Size of a C `long` in the build, which numbers are read into: 4 on BIOS and 32-bit UEFI, 8 on 64-bit UEFI. */
export type LongBytes = 4 | 8;

/**
 * The number that bytes of any length stand for, most significant first (numeric_setting_value() in
 * src/core/settings.c). Null when it does not fit into a `long`.
 */
export function numberOf(bytes: Uint8Array, isSigned: boolean, longBytes: LongBytes): bigint | null {
  const pad = isSigned && (bytes[0] ?? 0) > 0x7f ? 0xff : 0;
  const excess = Math.max(0, bytes.length - longBytes);
  if (bytes.subarray(0, excess).some((byte) => byte !== pad)) return null;
  let value = pad === 0 ? 0n : -1n;
  for (const byte of bytes.subarray(excess)) value = (value << 8n) | BigInt(byte);
  return isSigned ? BigInt.asIntN(8 * longBytes, value) : BigInt.asUintN(8 * longBytes, value);
}

/** The lowest bytes of a number, most significant first. */
export function numberBytes(value: bigint, sizeBytes: number): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, index) =>
    Number(BigInt.asUintN(8, value >> BigInt(8 * (sizeBytes - 1 - index)))),
  );
}

/**
 * A number in decimal. The smallest `long` has no positive counterpart, and comes out with its digits counted down from
 * `0`: `-./,),(-*,(` is -2147483648. Seen on bookworm and trixie.
 */
export function decimalText(value: bigint, longBytes: LongBytes): string {
  if (value !== -(2n ** BigInt(8 * longBytes - 1))) return String(value);
  return String(value).replace(/\d/g, (digit) => String.fromCharCode(0x30 - Number(digit)));
}
