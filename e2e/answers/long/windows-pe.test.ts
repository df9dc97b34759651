import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { callsOf, hasWine } from '../src/windows-command-line.ts';

const skipped = hasWine ? '' : ' (skipped: Wine, whose cmd runs batch files, is not installed)';
const mac = '52:54:00:12:34:56';
const cards = `===========================================================================
Interface List
 12...52 54 00 12 34 56 ......Red Hat VirtIO Ethernet Adapter
 13...52 54 00 12 34 57 ......Red Hat VirtIO Ethernet Adapter
  1...........................Software Loopback Interface 1
===========================================================================
`;

/** As diskpart of a German Windows PE says it. */
function listed(numbers: readonly number[]): string {
  const rows = numbers.map(
    (number) => `  Datenträger ${number}    Online           60 GB      0 B        *\n`,
  );
  return `
Microsoft DiskPart-Version 10.0.20348.1

Copyright (C) Microsoft Corporation.
Auf Computer: MININT-7

  Datenträger ###  Status         Größe    Frei     Dyn  GPT
  ---------------  -------------  -------  -------  ---  ---
${rows.join('')}`;
}

test.skipIf(!hasWine)(
  `install.bat starts the setup on a machine with one disk, and tells the server where there are none or several${skipped}`,
  async () => {
    const folder = emptyWorkFolder('windows-pe');
    const server = await NetberthServer.start({ folder });
    try {
      await server.json(
        ...['profile', 'create', 'win', '--product', 'windows', '--answers', 'default'],
        ...[
          '--input',
          'media=http://files.example/windows',
          '--set',
          'edition=Windows Server 2025 SERVERSTANDARD',
        ],
        ...['--set', String.raw`share=\\files.example\windows`, '--set', 'password=correct horse'],
      );
      const network = [
        '--address',
        '192.0.2.10/24',
        '--gateway',
        '192.0.2.1',
        '--dns',
        '192.0.2.3',
        '--card',
        mac,
      ];
      const id = await server.addMachine(mac, ...network);
      const { answers } = (await server.json('profile', 'reveal', 'win', '--machine', String(id))) as {
        answers: { name: string; text: string }[];
      };
      const batch = answers.find(({ name }) => name === 'install.bat')?.text ?? '';
      const calls = (numbers: readonly number[]) => callsOf(batch, { folder, disks: listed(numbers), cards });
      const started = [
        'wpeinit',
        'netsh interface ipv4 set address name=12 source=static address=192.0.2.10 mask=255.255.255.0 gateway=192.0.2.1',
        'netsh interface ipv4 set dnsservers name=12 source=static address=192.0.2.3 validate=no',
      ];
      const failed = (count: number) => [
        ...started,
        expect.stringContaining(`curl -fsS --data-raw "the profile names no disk, and there are ${count}"`),
        'wpeutil reboot',
      ];
      expect(calls([0])).toEqual([
        ...started,
        String.raw`net use S: "\\files.example\windows"`,
        String.raw`setup /unattend:X:\Windows\System32\unattend.xml`,
      ]);
      expect(calls([])).toEqual(failed(0));
      expect(calls([0, 1])).toEqual(failed(2));
      expect(calls([1])).toEqual(failed(1));
      expect(readFileSync(join(folder, 'pe', 'install.bat'), 'utf8')).toContain('\r\n');
    } finally {
      await server.stop();
    }
  },
);

test.skipIf(!hasWine)(
  `without a share install.bat fetches the image over HTTP, divides the disk only when there is one, and unpacks it${skipped}`,
  async () => {
    const folder = emptyWorkFolder('windows-http');
    const server = await NetberthServer.start({ folder });
    try {
      await server.json(
        ...['profile', 'create', 'win', '--product', 'windows', '--answers', 'default'],
        ...['--input', 'media=http://files.example/windows', '--set', 'password=correct horse'],
        ...['--set', 'edition=Windows Server 2025 SERVERSTANDARD', '--set', 'disk=1'],
      );
      const id = await server.addMachine(mac);
      const { answers } = (await server.json('profile', 'reveal', 'win', '--machine', String(id))) as {
        answers: { name: string; text: string }[];
      };
      const batch = answers.find(({ name }) => name === 'install.bat')?.text ?? '';
      const urlOf = (kind: string) => `"http://files.example/windows/sources/install.${kind}"`;
      const calls = (...lacks: readonly string[]) => callsOf(batch, { folder, disks: '', cards, lacks });
      const asked = (kind: string) => `curl -fsSI ${urlOf(kind)}`;
      const divided = [
        ...['select disk 1', 'clean', 'convert gpt', 'create partition efi size=300'],
        ...['format quick fs=fat32 label=System', 'assign letter=S', 'create partition msr size=16'],
        ...['create partition primary', 'format quick fs=ntfs label=Windows', 'assign letter=W'],
      ];
      const installed = (kind: string) => [
        ...divided,
        String.raw`curl -fsS --retry 5 -o W:\install.${kind} "http://files.example/windows/sources/install."${kind}`,
        String.raw`dism /Apply-Image /ImageFile:W:\install.${kind} /Name:"Windows Server 2025 SERVERSTANDARD" /ApplyDir:W:\ `.trim(),
        String.raw`del W:\install.${kind}`,
        String.raw`mkdir W:\Windows\Panther\Unattend`,
        String.raw`copy X:\Windows\System32\unattend.xml W:\Windows\Panther\Unattend\Unattend.xml`,
        String.raw`bcdboot W:\Windows /s S:`,
        'wpeutil reboot',
      ];
      expect(calls()).toEqual(['wpeinit', asked('wim'), ...installed('wim')]);
      expect(calls(urlOf('wim'))).toEqual(['wpeinit', asked('wim'), asked('esd'), ...installed('esd')]);
      const nothing = calls(urlOf('wim'), urlOf('esd'));
      expect(nothing.slice(-2)).toEqual([
        expect.stringContaining('curl -fsS --data-raw "there is no image of Windows in the folder sources'),
        'wpeutil reboot',
      ]);
      expect(nothing.join()).not.toMatch(/clean|select disk/);
    } finally {
      await server.stop();
    }
  },
);
