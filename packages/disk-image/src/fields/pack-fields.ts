/** A field of a structure on disk: its name with the paragraph that defines it, and its bytes. */
export type Field = readonly [name: string, bytes: Uint8Array];

/**
 * The fields one behind the other. Throws a RangeError when they are not `sizeBytes` in all: then a field is
 * missing, or has a wrong width.
 */
export function packFields(sizeBytes: number, fields: readonly Field[]): Uint8Array {
  const packed = new Uint8Array(sizeBytes);
  let at = 0;
  for (const [name, bytes] of fields) {
    if (at + bytes.length > sizeBytes) {
      throw new RangeError(`field "${name}" ends at ${at + bytes.length} of ${sizeBytes} bytes`);
    }
    packed.set(bytes, at);
    at += bytes.length;
  }
  if (at !== sizeBytes) throw new RangeError(`the fields have ${at} bytes in all, wanted are ${sizeBytes}`);
  return packed;
}
