const entry = 0x200;
const stubStart = 0x184;
const headerStart = 0x1f1;

/**
 * `ipxe.lkrn` for kexec. Linux leaves its interrupt controllers shut and where no BIOS expects them, and iPXE waits for the
 * BIOS's timer with `hlt`: it would hang at its first prompt. So a few instructions go before it, into the boot sector
 * that nothing uses: controllers and timer as a BIOS has them. Seen with Linux 6.1 and iPXE 1.21.1 on SeaBIOS.
 *
 * Null when the kernel has no room for them, or does not begin with a short jump (boot.rst, "jump").
 */
export function kexecKernel(kernel: Uint8Array): Uint8Array | null {
  const [opcode, distance = 0] = kernel.subarray(entry, entry + 2);
  const isFree = kernel.subarray(stubStart, headerStart).every((byte) => byte === 0);
  if (opcode !== 0xeb || distance > 0x7f || !isFree) return null;
  const changed = Uint8Array.from(kernel);
  changed.set(stub(entry + 2 + distance), stubStart);
  changed.set([0xeb, 0x100 + stubStart - (entry + 2)], entry);
  return changed;
}

/** Intel 8259A and 8254 data sheets; vectors and masks are those of the PC's BIOS. */
function stub(next: number): number[] {
  const code = [
    0xfa, // cli
    ...[...out(0x20, 0x11), ...out(0xa0, 0x11)], // initialise both controllers
    ...[...out(0x21, 0x08), ...out(0xa1, 0x70)], // their vectors: 08h and 70h
    ...[...out(0x21, 0x04), ...out(0xa1, 0x02)], // one behind the other, at line 2
    ...[...out(0x21, 0x01), ...out(0xa1, 0x01)], // 8086 mode
    ...[...out(0x21, 0xb8), ...out(0xa1, 0x8f)], // open: timer, keyboard, the other controller; clock
    ...[...out(0x43, 0x36), ...out(0x40, 0), ...out(0x40, 0)], // 18.2 ticks a second
    0xe9, // jmp near
  ];
  const distance = next - (stubStart + code.length + 2);
  return [...code, distance & 0xff, distance >> 8];
}

/** mov al, value; out port, al */
function out(port: number, value: number): number[] {
  return [0xb0, value, 0xe6, port];
}
