import { expect, test } from 'vitest';
import { machineArchive } from './machine-archive.ts';

const archive = Buffer.from(
  machineArchive(
    [
      { path: '/etc/hostname', mode: '0644', owner: 'root:root', text: 'node1\n' },
      { path: '/etc/nova/host.conf', mode: '0640', owner: 'root:nova', text: "motto = it's up, größer\n" },
    ],
    { finish: 'http://192.0.2.1/finish?id=7&bootid=x', failed: 'http://192.0.2.1/failed?id=7&bootid=x' },
  ),
);

/** Entries as the kernel finds them: a header of 110 bytes, the name, the content, each up to a multiple of four. */
function entriesOf(bytes: Buffer): (readonly [name: string, mode: string, text: string])[] {
  const entries: (readonly [string, string, string])[] = [];
  for (let at = 0; at < bytes.length;) {
    const number = (field: number) =>
      Number.parseInt(bytes.toString('latin1', at + 6 + field * 8, at + 14 + field * 8), 16);
    const [mode, size, nameSize] = [number(1), number(6), number(11)];
    const content = Math.ceil((at + 110 + nameSize) / 4) * 4;
    const name = bytes.toString('utf8', at + 110, at + 110 + nameSize - 1);
    entries.push([name, mode.toString(8), bytes.toString('utf8', content, content + size)]);
    at = Math.ceil((content + size) / 4) * 4;
  }
  return entries;
}

test('what is made for a machine is an archive of the kernel, for root alone', () => {
  expect(entriesOf(archive)).toEqual([
    ['netberth', '40700', ''],
    ['netberth/machine', '40700', ''],
    ['netberth/machine/files', '40700', ''],
    [
      'netberth/machine/list',
      '100600',
      '0644 root:root 1 /etc/hostname\n0640 root:nova 2 /etc/nova/host.conf\n',
    ],
    [
      'netberth/machine/boot.env',
      '100600',
      "NETBERTH_FINISH='http://192.0.2.1/finish?id=7&bootid=x'\nNETBERTH_FAILED='http://192.0.2.1/failed?id=7&bootid=x'\n",
    ],
    ['netberth/machine/files/1', '100600', 'node1\n'],
    ['netberth/machine/files/2', '100600', "motto = it's up, größer\n"],
    ['TRAILER!!!', '0', ''],
  ]);
});

test('it can follow any other archive: its length is a multiple of four', () => {
  expect(archive.length % 4).toBe(0);
});
