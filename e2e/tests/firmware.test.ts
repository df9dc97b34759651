import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firmwareManifestSchema } from '@netberth/api';
import { capabilitySets } from '@netberth/ipxe';
import { afterAll, describe, expect, test } from 'vitest';
import { runLoader } from '../src/loader-machine.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 240_000;
const work = emptyWorkFolder('firmware');
const server = await NetberthServer.start({ folder: work });
const installed = await server.command('firmware', 'install');
const firmware = join(server.dataFolder, 'firmware');
afterAll(() => server.stop());

/** Nothing that this project could mend. */
const isOutOfReach = /cannot be reached|no apt-get|uses no Debian mirror/.test(installed.stderr);
const skipped = isOutOfReach ? ' (skipped: no Debian mirror can be reached from here)' : '';

/** What some iPXE has and what none has; `--help` runs none of them. */
const askedCommands = [
  ...new Set([
    ...Object.values(capabilitySets).flatMap(({ pcbios, efi }) => [...pcbios.commands, ...efi.commands]),
    ...['imgverify', 'imgtrust', 'nslookup', 'time', 'pciscan', 'fdt', 'lotest', 'nonesuch'],
  ]),
].sort();
const question = `#!ipxe\n${askedCommands.map((name) => `${name} --help ||\n`).join('')}echo THAT WAS ALL\nshell\n`;

describe(`the firmware that netberth installs${skipped}`, { skip: isOutOfReach }, () => {
  test('comes with one command that tells its steps', () => {
    expect(installed.exitCode).toBe(0);
    expect(installed.stderr).toContain('fetching the package lists of Debian stable …');
    expect(installed.stdout).toContain(`into ${firmware}: undionly.kpxe ipxe.pxe ipxe.lkrn ipxe.efi`);
  });

  test.each(['ipxe.lkrn', 'ipxe.efi', 'snponly.efi'])(
    'what the manifest says of %s is what it knows when it runs',
    async (file) => {
      const folder = emptyWorkFolder(`firmware-${file}`);
      const run = { loader: join(firmware, file), script: question, folder };
      const screen = await runLoader({ ...run, until: 'THAT WAS ALL', timeoutMs: bootMs });
      const unknown = askedCommands.filter((name) => screen.text.includes(`\n${name}: command not found`));
      const manifest = firmwareManifestSchema.parse(
        JSON.parse(readFileSync(join(firmware, 'manifest.json'), 'utf8')),
      );
      const told = manifest.files.find((one) => one.file === file)?.ipxe;
      expect(unknown).toContain('nonesuch');
      expect(askedCommands.filter((name) => !unknown.includes(name))).toEqual(told?.commands);
      expect(screen.text).toContain(`iPXE ${told?.version ?? '?'} -- Open Source Network Boot Firmware`);
      const shown = /\nFeatures: (.*)/.exec(screen.text)?.[1]?.split(' ') ?? [];
      const named = {
        http: 'HTTP',
        https: 'HTTPS',
        nfs: 'NFS',
        tftp: 'TFTP',
        iscsi: 'iSCSI',
        vlan: 'VLAN',
        comboot: 'COMBOOT',
      };
      for (const [feature, word] of Object.entries(named))
        expect([word, shown.includes(word)]).toEqual([word, told?.features.includes(feature)]);
    },
  );

  test('the script beside the loaders brings a UEFI machine from its disk to the server', async () => {
    const asked = { headers: { host: `10.0.2.2:${server.bootPort}` } };
    const script = await (
      await fetch(`http://127.0.0.1:${server.bootPort}/firmware/autoexec.ipxe`, asked)
    ).text();
    const until = 'Netberth NB1003';
    const folder = emptyWorkFolder('firmware-autoexec');
    await runLoader({ loader: join(firmware, 'ipxe.efi'), script, folder, until, timeoutMs: bootMs });
    expect((await server.machines()).map(({ hardware }) => hardware)).toMatchObject([{ platform: 'efi' }]);
  });
});
