/**
 * How many words a command takes after its options: MAX_ARGUMENTS of src/include/ipxe/parseopt.h.
 *
 * Checked on Debian's ipxe.lkrn: 201 words work, 301 fail with "Result too large", 701 crash the BIOS build of
 * bookworm, whose stack has 4096 bytes.
 */
export const maxArguments = 255;
