import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import { startRecordingFront } from '../src/recording-front.ts';
import { identity, Stage } from '../src/stage.ts';
import { run } from '../src/test-image/run.ts';
import { writeWindowsDisc } from '../src/windows-disc.ts';

const bootMs = 240_000;
const firmware = await installedFirmware();
const isOutOfReach = firmware.kind === 'out-of-reach';
const skipped = isOutOfReach ? ' (skipped: no Debian mirror with iPXE can be reached from here)' : '';

/** An iPXE, which is loaded and started as wimboot is on BIOS, and says so on the screen. */
function writeStandIn(path: string, iPxe: string): void {
  mkdirSync(join(path, '..'));
  copyFileSync(iPxe, path);
  appendFileSync(path, 'in the place of wimboot');
}

test.skipIf(isOutOfReach)(
  `a disc as Microsoft's is imported, and a machine fetches all of it with its own answers, and starts wimboot${skipped}`,
  { timeout: 2 * bootMs },
  async () => {
    if (firmware.kind === 'out-of-reach') throw new Error('nothing to boot');
    await using stage = await Stage.open('imported-windows');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    const brought = join(stage.folder, 'brought');
    writeStandIn(join(brought, 'wimboot'), join(firmware.folder, 'ipxe.lkrn'));
    await server.json('firmware', 'install', '--from', brought);
    const iso = join(stage.folder, 'Win.iso');
    const tree = await writeWindowsDisc(iso, stage.folder);

    const imported = await server.command('profile', 'import', iso, '--name', 'win-disc');
    expect(imported.stderr).toContain('It is SSS_X64FREE_EN-US_DV9: wimboot starts Windows PE');
    const set = { edition: 'Windows Server 2022 SERVERSTANDARD', password: 'correct horse' };
    const settings = Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    const of = ['--disc', 'win-disc', '--answers', 'default'];
    await server.json('profile', 'create', 'win', ...of, ...settings);
    const id = await server.addMachine(identity(1).mac, '--hostname', 'win1');
    await server.grant(id, 'win');
    using front = await startRecordingFront();
    front.passTo(server.bootPort);
    const machine = stage.machine('bios', { bootUrl: `http://10.0.2.2:${front.port}/bootstrap.ipxe` });
    machine.switchOn();
    const banner = 'Open Source Network Boot Firmware';
    await machine.waitFor(new RegExp(`${banner}[^]*boot\\.wim[^]*${banner}`), bootMs);

    const { state, boots } = await server.machine(id);
    const [first] = boots;
    expect([state, first?.profile]).toEqual(['installing', 'win']);
    expect(first?.callbacks.map(({ detail }) => detail)).toEqual([
      'fetched autounattend.xml',
      'fetched winpeshl.ini',
      'fetched install.bat',
    ]);
    const sizeOf = (path: string) => readFileSync(join(tree, path)).length;
    const ofDisc = front.given.filter(({ path }) => path.startsWith('/images/'));
    expect(
      ofDisc.map(({ path, body }) => [path.replace('/images/win-disc/Win.iso/', ''), body.length]),
    ).toEqual([
      ['bootmgr', sizeOf('bootmgr')],
      ['boot/bcd', sizeOf('Boot/BCD')],
      ['Boot/BCD', sizeOf('Boot/BCD')],
      ['boot/boot.sdi', sizeOf('Boot/boot.sdi')],
      ['Boot/boot.sdi', sizeOf('Boot/boot.sdi')],
      ['sources/boot.wim', sizeOf('sources/boot.wim')],
    ]);
    // What Windows PE then fetches by itself is an image with that edition.
    const batch = front.given.find(({ path }) => path.endsWith('/install.bat'))?.body.toString() ?? '';
    const [, image = ''] = /^curl\.exe .* "http:\/\/10\.0\.2\.2(\S+)"%kind%\r$/m.exec(batch) ?? [];
    const fetched = join(stage.folder, 'fetched.wim');
    writeFileSync(fetched, await (await fetch(`http://127.0.0.1${image}wim`)).bytes());
    expect(await run('wiminfo', [fetched])).toMatch(/^Name: +Windows Server 2022 SERVERSTANDARD$/m);
  },
);
