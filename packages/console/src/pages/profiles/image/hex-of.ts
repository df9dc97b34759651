/** @example hexOf(new Uint8Array([31, 139]).buffer) // '1f8b' */
export function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
