import { bootMessageCode } from './boot-message-code.ts';

/**
 * What a BIOS runs when an image that was made for CD was written to a stick: it says so, and goes back to
 * the firmware. Booted from there, "the first disk" would be the stick again, for ever.
 */
export const cdOnlyCode: Uint8Array = bootMessageCode(
  'Netberth: this image is for CD. Make one with --format usb.',
);
