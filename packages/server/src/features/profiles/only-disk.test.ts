import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { renderedAnswer } from './rendered-answer.fixture.ts';

/** The script of each answer file that looks for the only disk, as its installer would take it out of the file. */
const scripts: Readonly<Record<string, () => string>> = {
  preseed: () =>
    (/^d-i partman\/early_command string ((?:.*\\\n)*.*)$/m.exec(answer('preseed'))?.[1] ?? '').replaceAll(
      '\\\n',
      '',
    ),
  kickstart: () => /^%pre .*\n([\s\S]*?)^%end$/m.exec(answer('kickstart'))?.[1] ?? '',
  autoinstall: () => {
    const file = parseYaml(answer('autoinstall')) as { autoinstall: { 'early-commands': string[] } };
    return file.autoinstall['early-commands'][0] ?? '';
  },
  autoyast: () =>
    new DOMParser().parseFromString(answer('autoyast'), 'text/xml').getElementsByTagName('source')[0]
      ?.textContent ?? '',
  agama: () => {
    const file = JSON.parse(answer('agama')) as { scripts: { pre: { content: string }[] } };
    return file.scripts.pre[0]?.content ?? '';
  },
};

function answer(id: string): string {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx';
  return renderedAnswer(id, { 'ssh-keys': key });
}

/** What the script does on a machine with these disks: the programs that it started, with their words. */
function actionsOf(script: string, disks: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-disks-'));
  try {
    const log = join(folder, 'log');
    const program = (name: string, text: string) => {
      writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(folder, name), 0o755);
    };
    const told = `echo "$(basename "$0") $*" >> ${log}`;
    for (const name of ['curl', 'wget', 'debconf-set', 'sed', 'printf']) program(name, told);
    program('sleep', ':');
    program('list-devices', `echo '${disks.join('\n')}'`);
    const rows = [
      ...disks.map((disk) => `${disk} disk 0`),
      '/dev/sr0 rom 0',
      '/dev/zram0 disk 0',
      '/dev/sdz disk 1',
    ];
    program('lsblk', `cat <<END\n${rows.join('\n')}\nEND`);
    // The real one does not come back.
    program('reboot', `${told}; kill "$PPID"`);
    writeFileSync(
      join(folder, 'script'),
      script.replaceAll('/dev/console', join(folder, 'console')).replaceAll('/tmp/', `${folder}/`),
    );
    writeFileSync(log, '');
    const environment = { PATH: `${folder}:/usr/bin:/bin` };
    execFileSync('sh', ['-c', `sh ${join(folder, 'script')} || true`], { env: environment, timeout: 20_000 });
    return readFileSync(log, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(Object.keys(scripts))('without a disk in the profile, %s', (id) => {
  const script = scripts[id]?.() ?? '';

  test('takes the only one', () => {
    expect(actionsOf(script, ['/dev/vda'])).not.toMatch(/reboot|curl|wget/);
    if (id === 'preseed')
      expect(actionsOf(script, ['/dev/vda'])).toBe(
        'debconf-set partman-auto/disk /dev/vda\ndebconf-set grub-installer/bootdev /dev/vda\n',
      );
  });

  test.each([[[]], [['/dev/sda', '/dev/sdb']]])(
    'goes no further where there are %j, and tells the server',
    (disks) => {
      const actions = actionsOf(script, disks);
      const say = `the profile names no disk, and there are ${disks.length}: ${disks.join(' ')}`;
      expect(actions).toContain(say);
      expect(actions).toContain('http://192.0.2.1:8080/failed?id=7&bootid=');
      expect(actions).toMatch(/\nreboot.*\n$/);
      expect(actions).not.toMatch(/debconf-set|sed|printf/);
    },
  );
});
