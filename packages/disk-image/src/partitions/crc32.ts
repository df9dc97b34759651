/** The CRC of GPT: the one of ISO 3309, zip and Ethernet (UEFI 2.10, 5.3.2). */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (table[(sum ^ byte) & 0xff] ?? 0);
  return (sum ^ 0xffff_ffff) >>> 0;
}

const reversedPolynomial = 0xedb8_8320;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? reversedPolynomial : 0);
  return value;
});
