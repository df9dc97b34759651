import { expect, test } from 'vitest';
import { kexecKernel } from './kexec-kernel.ts';

/** Two sectors of a kernel: an empty boot sector, and a jump to 248h. */
function kernelWith(...changes: readonly [number, number][]): Uint8Array {
  const kernel = new Uint8Array(1024);
  kernel.set([0xeb, 0x46], 0x200);
  for (const [at, byte] of changes) kernel[at] = byte;
  return kernel;
}

test('a kernel for kexec sets up interrupts before it goes where it went', () => {
  const kernel = kexecKernel(kernelWith());
  expect([...(kernel?.subarray(0x200, 0x202) ?? [])]).toEqual([0xeb, 0x82]);
  expect([...(kernel?.subarray(0x184, 0x18d) ?? [])]).toEqual([
    ...[0xfa, 0xb0, 0x11, 0xe6, 0x20, 0xb0, 0x11, 0xe6, 0xa0],
  ]);
  // jmp 248h from 1bch
  expect([...(kernel?.subarray(0x1b9, 0x1bc) ?? [])]).toEqual([0xe9, 0x8c, 0x00]);
  expect(kernel?.length).toBe(1024);
});

test('one without room for it, or with another beginning, is left alone', () => {
  expect(kexecKernel(kernelWith([0x190, 1]))).toBeNull();
  expect(kexecKernel(kernelWith([0x200, 0xe9]))).toBeNull();
});
