import { expect, test } from 'vitest';
import { renderedAnswer } from './rendered-answer.fixture.ts';
import type { networks } from './rendered-answer.fixture.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx';

/** Commands of the answer file and the options that they have in Fedora and Red Hat from 8 on (pykickstart.readthedocs.io). */
const commands: Readonly<Record<string, readonly string[]>> = {
  text: [],
  reboot: [],
  eula: ['--agreed'],
  firstboot: ['--disable'],
  lang: [],
  keyboard: ['--xlayouts', '--vckeymap'],
  timezone: ['--utc'],
  rootpw: ['--lock', '--iscrypted'],
  user: ['--name', '--groups', '--iscrypted', '--password'],
  sshkey: ['--username'],
  network: [
    ...[
      '--device',
      '--activate',
      '--bootproto',
      '--ip',
      '--netmask',
      '--gateway',
      '--nameserver',
      '--hostname',
    ],
    ...['--vlanid', '--mtu', '--ipv6', '--ipv6gateway', '--noipv4', '--bondslaves', '--bondopts'],
  ],
  zerombr: [],
  bootloader: [],
  ignoredisk: ['--only-use'],
  clearpart: ['--all', '--initlabel', '--drives'],
  autopart: [],
};

test.each(['nothing', 'plain', 'full', 'bonded', 'named', 'version 6'] as const)(
  'every line of a kickstart file is a command with its options, every section has an end; network: %s',
  (network: keyof typeof networks) => {
    for (const set of [{}, { disk: '/dev/vda', password: 'correct horse', packages: 'nginx @web-server' }]) {
      const text = renderedAnswer('kickstart', { 'ssh-keys': key, ...set }, network, { hostname: 'web1' });
      const { outside, sections } = partsOf(text);
      expect(outside.flatMap(faultOf)).toEqual([]);
      expect(sections).toEqual(
        [...('disk' in set ? [] : ['%pre']), '%onerror', '%packages', '%post', '%post'].toSorted(),
      );
    }
  },
);

/** The lines that stand in no section, and the sections, sorted. @throws for a section in another, or without an end */
function partsOf(text: string): {
  readonly outside: readonly string[];
  readonly sections: readonly string[];
} {
  const outside: string[] = [];
  const sections: string[] = [];
  let section: string | null = null;
  for (const line of text.split('\n')) {
    const [word = ''] = line.split(' ');
    if (word === '%end') section = null;
    else if (/^%(pre|post|packages|onerror)$/.test(word)) {
      if (section !== null) throw new Error(`${word} in ${section}`);
      sections.push(word);
      section = word;
    } else if (section === null && line !== '' && !line.startsWith('#')) outside.push(line);
  }
  if (section !== null) throw new Error(`${section} has no end`);
  return { outside, sections: sections.toSorted() };
}

function faultOf(line: string): string[] {
  const [command = '', ...words] = line.replaceAll(/'[^']*'/g, 'quoted').split(' ');
  if (command === '%include') return [];
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (known === undefined) return [`${command} is no command: ${line}`];
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/, ''));
  return options.filter((option) => !known.includes(option)).map((option) => `${command} has no ${option}`);
}
