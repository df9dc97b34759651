import { assert, nat, property, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import { makePe } from './pe.fixture.ts';
import { probeIpxe } from './probe-ipxe.ts';

const efi = { platform: 'efi', architecture: 'x86_64' } as const;
const bios = { platform: 'pcbios', architecture: 'i386' } as const;
const commands = ['prompt', 'goto', 'chain', 'vcreate', 'imgverify'];
const program = makePe({
  machine: 0x8664,
  commands,
  texts: ['iPXE', 'file:autoexec.ipxe', 'netvsc', '9.9.9+ (g1a2b3)'],
});

it('reads commands, features, drivers and version out of a UEFI build', () => {
  expect(probeIpxe(program, efi)).toEqual({
    kind: 'ipxe',
    build: {
      version: '9.9.9+ (g1a2b3)',
      commands: ['chain', 'goto', 'imgverify', 'prompt', 'vcreate'],
      features: ['vlan', 'imgverify', 'autoexec'],
      drivers: ['netvsc'],
    },
  });
});

it.each([
  [
    'a program for another processor',
    { ...efi, architecture: 'arm64' } as const,
    program,
    'it is for x86_64 processors, not for arm64',
  ],
  [
    'a UEFI program where BIOS is wanted',
    bios,
    program,
    'it is a UEFI program, and this name is for BIOS machines',
  ],
  ['text', efi, Buffer.from('hello'), 'it is no UEFI program (PE32+), or it is cut off'],
  ['another loader', efi, makePe({ machine: 0x8664, commands, texts: ['GRUB'] }), 'nothing in it says iPXE'],
])('does not take %s for iPXE', (_, aimed, file, why) => {
  expect(probeIpxe(file, aimed)).toEqual({ kind: 'not-ipxe', why });
});

it('says so when an iPXE has no tables where we look for them', () => {
  const bare = makePe({ machine: 0x8664, commands: [], texts: ['iPXE'] });
  expect(probeIpxe(bare, efi)).toEqual({ kind: 'unreadable' });
  expect(probeIpxe(Buffer.alloc(5000, 'x'), bios)).toEqual({ kind: 'unreadable' });
});

it('gives up on bytes that unpack for ever', () => {
  const endless = Buffer.from([5, 0, 0, 0, 0, 1, 2, 3, 4]);
  expect(probeIpxe(endless, bios)).toEqual({ kind: 'unreadable' });
});

it('survives every file: cut off, damaged, made up', () => {
  assert(
    property(nat(program.length), uint8Array({ maxLength: 64 }), nat(program.length), (cut, bytes, at) => {
      const damaged = Buffer.from(program.subarray(0, cut));
      damaged.set(bytes.subarray(0, Math.max(0, damaged.length - at)), Math.min(at, damaged.length));
      for (const aimed of [efi, bios])
        expect(['ipxe', 'unreadable', 'not-ipxe']).toContain(probeIpxe(damaged, aimed).kind);
    }),
  );
});
