/** Where on the floppy the two files are, in sectors of 512 bytes. */
export type FloppyFiles = {
  /** `ipxe.lkrn`: its first sector, how many it has, and how many of them are its real-mode half. */
  readonly kernel: { readonly sector: number; readonly sectors: number; readonly setupSectors: number };
  readonly script: { readonly sector: number; readonly sizeBytes: number };
};

const sectorBytes = 512;
/** Behind the parameter block of a FAT12 volume, whose first bytes jump here. */
export const loaderOffset = 0x3e;

/**
 * What a BIOS runs from the first sector of a floppy: it loads a Linux kernel (iPXE's `ipxe.lkrn` passes for one) and
 * its initrd from sectors in a row, and starts it. 16-bit code for 0000:7c3e, at most 448 bytes.
 * Source: Linux, Documentation/arch/x86/boot.rst; the loader knows just enough of it.
 */
export function floppyLoader({ kernel, script }: FloppyFiles): Uint8Array {
  const { sector, sectors, setupSectors } = kernel;
  const scriptSectors = Math.ceil(script.sizeBytes / sectorBytes);
  return Uint8Array.of(
    ...codeBytes(listing),
    ...new Uint8Array(16),
    ...[0xff, 0xff, 0x00, 0x00, 0x01, 0x93, 0x00, 0x00], // 7d3d descriptor of the source: 10000h
    ...[0xff, 0xff, 0x00, 0x00, 0x00, 0x93, 0x00, 0x00], // 7d45 of the target, whose middle bytes are set
    ...new Uint8Array(16),
    0, //                                                   7d5d the drive
    2, //                                                   7d5e heads
    ...word(18), //                                         7d5f sectors of a track
    ...word(script.sizeBytes), //                           7d61
    ...part(sector, setupSectors, 0x9_0000), //             7d63
    ...part(sector + setupSectors, sectors - setupSectors, 0x10_0000),
    ...part(script.sector, scriptSectors, scriptAddress),
    ...text('Netberth: this image is for floppy drives. Make one with --format usb.'), // 7d75
    ...text('Netberth: this floppy cannot be read.'), //    7dbe
  );
}

/** Above everything that iPXE puts anywhere before it has read its script, and below 16 MiB. */
const scriptAddress = 0x80_0000;

const listing = `
; The drive must be a floppy drive: the script counts the machine's disk from 80h.
7c3e fa                 cli
7c3f 31 c0              xor ax,ax
7c41 8e d8              mov ds,ax
7c43 8e d0              mov ss,ax
7c45 bc 00 7c           mov sp,7c00h
7c48 fb                 sti
7c49 fc                 cld
7c4a be 75 7d           mov si,7d75h
7c4d 84 d2              test dl,dl
7c4f 0f 88 c4 00        js 7d17h
7c53 88 16 5d 7d        mov byte 7d5dh,dl
; Its tracks, as the BIOS tells them; else 18 sectors and 2 heads (INT 13h/08h).
7c57 b4 08              mov ah,8h
7c59 cd 13              int 13h
7c5b 72 0f              jb 7c6ch
7c5d 83 e1 3f           and cx,3fh
7c60 74 0a              je 7c6ch
7c62 89 0e 5f 7d        mov word 7d5fh,cx
7c66 fe c6              inc dh
7c68 88 36 5e 7d        mov byte 7d5eh,dh
; A part: first sector, sectors left, target divided by 256.
7c6c bd 63 7d           mov bp,7d63h
; As much of it as the track has.
7c6f 8b 46 00           mov ax,word [bp]
7c72 31 d2              xor dx,dx
7c74 f7 36 5f 7d        div word 7d5fh
7c78 89 d1              mov cx,dx
7c7a 8b 1e 5f 7d        mov bx,word 7d5fh
7c7e 29 d3              sub bx,dx
7c80 3b 5e 02           cmp bx,word [bp+2h]
7c83 76 03              jbe 7c88h
7c85 8b 5e 02           mov bx,word [bp+2h]
7c88 41                 inc cx
7c89 f6 36 5e 7d        div byte 7d5eh
7c8d 88 c5              mov ch,al
7c8f 88 e6              mov dh,ah
7c91 8a 16 5d 7d        mov dl,byte 7d5dh
; Read to 1000:0000, five times before giving up (INT 13h/02h).
7c95 bf 05 00           mov di,5h
7c98 53                 push bx
7c99 b8 00 10           mov ax,1000h
7c9c 8e c0              mov es,ax
7c9e 88 d8              mov al,bl
7ca0 b4 02              mov ah,2h
7ca2 31 db              xor bx,bx
7ca4 cd 13              int 13h
7ca6 5b                 pop bx
7ca7 73 0c              jae 7cb5h
7ca9 30 e4              xor ah,ah
7cab cd 13              int 13h
7cad 4f                 dec di
7cae 75 e8              jne 7c98h
7cb0 be be 7d           mov si,7dbeh
7cb3 eb 62              jmp 7d17h
; Move it to where it belongs, also beyond the first MiB (INT 15h/87h).
7cb5 31 c0              xor ax,ax
7cb7 8e c0              mov es,ax
7cb9 8b 46 04           mov ax,word [bp+4h]
7cbc a3 48 7d           mov 7d48h,ax
7cbf 89 d9              mov cx,bx
7cc1 c1 e1 08           shl cx,8h
7cc4 be 2d 7d           mov si,7d2dh
7cc7 b4 87              mov ah,87h
7cc9 cd 15              int 15h
7ccb be be 7d           mov si,7dbeh
7cce 72 47              jb 7d17h
; Go on until nothing is left.
7cd0 01 5e 00           add word [bp],bx
7cd3 29 5e 02           sub word [bp+2h],bx
7cd6 9c                 pushf
7cd7 01 db              add bx,bx
7cd9 01 5e 04           add word [bp+4h],bx
7cdc 9d                 popf
7cdd 75 90              jne 7c6fh
7cdf 83 c5 06           add bp,6h
7ce2 81 fd 75 7d        cmp bp,7d75h
7ce6 75 87              jne 7c6fh
; Hand over: type of loader, where the script is and how long (boot.rst: 210h, 218h, 21ch).
7ce8 a1 61 7d           mov ax,7d61h
7ceb bb 00 90           mov bx,9000h
7cee 8e db              mov ds,bx
7cf0 8e c3              mov es,bx
7cf2 fa                 cli
7cf3 8e d3              mov ss,bx
7cf5 bc 00 d0           mov sp,d000h
7cf8 c6 06 10 02 ff     mov byte 210h,ffh
7cfd c7 06 18 02 00 00  mov word 218h,0h
7d03 c7 06 1a 02 80 00  mov word 21ah,80h
7d09 a3 1c 02           mov 21ch,ax
7d0c c7 06 1e 02 00 00  mov word 21eh,0h
7d12 ea 00 00 20 90     jmp 9020h:0h
; Print what ds:si points to, and give back to the firmware.
7d17 31 c0              xor ax,ax
7d19 8e d8              mov ds,ax
7d1b ac                 lodsb
7d1c 84 c0              test al,al
7d1e 74 09              je 7d29h
7d20 b4 0e              mov ah,eh
7d22 bb 07 00           mov bx,7h
7d25 cd 10              int 10h
7d27 eb f2              jmp 7d1bh
7d29 cd 18              int 18h
7d2b eb fe              jmp 7d2bh
`;

/** Of a listing: address, bytes, mnemonic; an address that is not where the line before ended is a mistake of ours. */
function codeBytes(lines: string): number[] {
  const bytes: number[] = [];
  for (const line of lines.split('\n')) {
    const [, address, hex] = /^([0-9a-f]{4}) ((?:[0-9a-f]{2} )+)/.exec(line) ?? [];
    if (address === undefined || hex === undefined) continue;
    if (Number.parseInt(address, 16) !== 0x7c00 + loaderOffset + bytes.length)
      throw new RangeError(`the line of ${address} is not at its address`);
    bytes.push(
      ...hex
        .trim()
        .split(' ')
        .map((byte) => Number.parseInt(byte, 16)),
    );
  }
  return bytes;
}

function part(sector: number, sectors: number, address: number): number[] {
  return [...word(sector), ...word(sectors), ...word(address / 256)];
}

function word(value: number): number[] {
  return [value & 0xff, value >> 8];
}

function text(line: string): number[] {
  return Array.from(`${line}\r\n\0`, (character) => character.charCodeAt(0));
}
