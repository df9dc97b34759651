/**
 * 16-bit code for 0000:7c00, where a BIOS starts what it boots: print `message` by INT 10h/0Eh, then INT 18h (back to the
 * firmware), then halt. `message` is ASCII and has at most 400 characters.
 */
export function bootMessageCode(message: string): Uint8Array {
  return Uint8Array.of(
    ...[0x31, 0xc0], //             xor ax, ax
    ...[0x8e, 0xd8], //             mov ds, ax
    ...[0xbe, 0x1a, 0x7c], //       mov si, 7c1ah
    0xfc, //                        cld
    0xac, //                        next: lodsb
    ...[0x84, 0xc0], //             test al, al
    ...[0x74, 0x09], //             jz done
    ...[0xb4, 0x0e], //             mov ah, 0eh
    ...[0xbb, 0x07, 0x00], //       mov bx, 7
    ...[0xcd, 0x10], //             int 10h
    ...[0xeb, 0xf2], //             jmp next
    ...[0xcd, 0x18], //             done: int 18h
    ...[0xeb, 0xfe], //             jmp $
    ...Array.from(`${message}\r\n\0`, (character) => character.charCodeAt(0)),
  );
}
