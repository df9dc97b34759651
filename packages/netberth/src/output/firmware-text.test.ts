import type { FirmwareStatus } from '@netberth/api';
import { describe, expect, test } from 'vitest';
import { commandTexts } from './command-texts.ts';
import { withoutColours } from './painted.ts';

function show(command: string, output: unknown): string | null | undefined {
  const now = new Date('2026-11-21T06:30:00Z');
  const view = { paint: withoutColours, now, widthColumns: 100, input: {} };
  return commandTexts.get(command)?.(output, view);
}

const loader: FirmwareStatus['files'][number] = {
  file: 'ipxe.efi',
  kind: 'ipxe',
  platform: 'efi',
  architecture: 'x86_64',
  sizeBytes: 996_864,
  sha256: '6095eb23f4173674'.repeat(4),
  package: { name: 'ipxe', version: '1.21.1-1' },
  source: 'Debian stable',
  installedAt: '2026-11-21T06:29:00Z',
  ipxe: {
    version: '1.21.1',
    commands: ['chain', 'goto'],
    features: ['http', 'https', 'vlan', 'autoexec'],
    drivers: ['netvsc', 'virtio-net'],
  },
  condition: 'intact',
};
const unread: typeof loader = {
  ...loader,
  ...{ file: 'undionly.kpxe', platform: 'pcbios', architecture: 'i386', package: null, ipxe: null },
  ...{ source: 'folder /srv/ipxe', condition: 'changed', sha256: '391bfe580ec9f823'.repeat(4) },
};

const nothing: FirmwareStatus = {
  ok: false,
  folder: '/data/firmware',
  fault: null,
  installedAt: null,
  files: [],
  lacks: [],
  missing: [],
  running: null,
};
const something: FirmwareStatus = {
  ...nothing,
  installedAt: '2026-11-21T06:29:00Z',
  files: [unread, loader],
  lacks: [{ lack: 'ntp', files: ['ipxe.efi'], means: 'it cannot set the clock' }],
  missing: [{ file: 'wimboot', means: 'Windows cannot be started', wayOut: 'bring it' }],
};

describe('firmware status', () => {
  test('says how to begin when nothing is installed', () => {
    expect(show('firmware.status', nothing)).toBe(
      'No firmware is installed in /data/firmware.\nNext: netberth firmware install\n',
    );
  });

  test('says what is being done, and what cannot be used', () => {
    const status = {
      ...nothing,
      fault: 'manifest.json is broken',
      running: { step: 'checking ipxe.efi', percent: null },
    };
    expect(show('firmware.status', status)).toBe(
      'Installing: checking ipxe.efi\nUnusable: manifest.json is broken\nNo firmware is installed in /data/firmware.\nNext: netberth firmware install\n',
    );
  });

  test('shows files, what each iPXE can do, what lacks, what is missing, and what is not right', () => {
    expect(show('firmware.status', something)).toBe(`\
Folder     /data/firmware
Installed  2026-11-21 06:29:00 UTC, 1 min ago

FILE           FIRMWARE  ARCH    SIZE     FROM                           CONDITION  SHA256
undionly.kpxe  BIOS      i386    974 KiB  folder /srv/ipxe               changed    391bfe580ec9f823
ipxe.efi       UEFI      x86_64  974 KiB  ipxe 1.21.1-1 (Debian stable)  intact     6095eb23f4173674

IPXE           VERSION  COMMANDS  HTTPS  VLAN  NFS  COMBOOT  PARAMS  IMGVERIFY  AUTOEXEC  DRIVERS
undionly.kpxe  ?        ?         ?      ?     ?    ?        ?       ?          -         ?
ipxe.efi       1.21.1   2         yes    yes   no   no       no      no         yes       netvsc virtio-net

LACKS  IN        MEANS
ntp    ipxe.efi  it cannot set the clock

MISSING  MEANS                      TO GET IT
wimboot  Windows cannot be started  bring it

Files are not as they were installed. Mend it: netberth firmware install
`);
  });
});

test('firmware install says what it brought, from where, what to doubt and what to do next', () => {
  const done = { ...something, ok: true, brought: ['undionly.kpxe'] };
  expect(show('firmware.install', done)).toBe(`\
Installed 1 file into /data/firmware: undionly.kpxe.
From folder /srv/ipxe.
Warning: undionly.kpxe may be damaged: what it can do cannot be read out of it.
1 file from before stays.
In all 1.9 MiB. Machines get them at /firmware/FILE of the boot plane from now on.
What they can do and what is missing: netberth firmware status
`);
});
