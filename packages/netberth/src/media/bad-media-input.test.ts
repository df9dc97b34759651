import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkFolder } from './work-folder.fixture.ts';

let folder: WorkFolder;
beforeAll(async () => {
  folder = await WorkFolder.open();
});
afterAll(() => folder.remove());

const server = ['--boot-url', 'http://192.0.2.1:8080'];

async function batch(list: string, ...words: readonly string[]) {
  await writeFile(folder.at('list.csv'), list);
  return await folder.run(
    'media',
    'batch',
    folder.at('list.csv'),
    '-o',
    folder.at('out'),
    ...server,
    ...words,
  );
}

test('every kind of faulty row is named with its line, and nothing is written', async () => {
  const { exitCode, err } = await batch(`name,ip,gateway,dns,vlan,mac,boot_url
network,198.51.100.0/24,,,,,http://198.51.100.1
broadcast,198.51.100.255/24,,,,,http://198.51.100.1
outside,198.51.100.10/24,,,,,http://203.0.113.1
alone,198.51.100.11/32,,,,,
peer,198.51.100.13/31,,,,,http://198.51.100.12
gateway,198.51.100.14/24,gateway,,,,
twin-ip,198.51.100.13/31,,,,,http://198.51.100.12
card,198.51.100.15/24,198.51.100.1,,,52:54:00:00:00:01,
twin-card,198.51.100.16/24,198.51.100.1,,,52-54-00-00-00-01,
CARD,198.51.100.17/24,198.51.100.1,,,,
tag,198.51.100.18/24,198.51.100.1,,4095,,
`);
  expect(exitCode).toBe(1);
  expect(err).toBe(`Nothing was written:
  line 2: ip: "198.51.100.0/24" is the network itself: name an address inside it
  line 3: ip: "198.51.100.255/24" is the broadcast address of its network
  line 4: boot_url: "203.0.113.1" is outside 198.51.100.10/24: give the gateway that leads there
  line 5: gateway: is missing: "198.51.100.11/32" has no neighbour, so nothing is reached without one
  line 7: gateway: "gateway" is not an address
  line 8: ip: "198.51.100.13" is in line 6 already
  line 10: mac: "52:54:00:00:00:01" is in line 9 already
  line 11: name: "CARD" is in line 9 already
  line 12: vlan: "4095" is not a VLAN number from 1 to 4094
`);
  expect(await readdir(folder.path)).not.toContain('out');
});

test('a gateway outside the network is taken with a note for its line, and reached by a route on the link', async () => {
  const { exitCode, out } = await batch(
    'name,ip,gateway\nweb1,192.0.2.10/32,198.51.100.1\nweb2,192.0.2.11/24,192.0.2.254\n',
  );
  expect([exitCode, out.split('\n')[0]]).toEqual([
    0,
    'Note: line 2: gateway: "198.51.100.1" is outside 192.0.2.10/32: it is asked for on the same wire all the same, as clouds want it',
  ]);
  const script = (await readFile(folder.at('out/web1.iso'))).toString('latin1');
  expect(script).toContain('set ${netberth_card}/ip 192.0.2.10\n');
  expect(script).toContain('set ${netberth_card}/gateway 198.51.100.1\n');
});

test('of many notes the first are named, and how many more there are', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => `web${index},192.0.2.${index + 10}/32\n`).join('');
  const { out } = await batch(`name,ip\n${rows}`, '--gateway', '198.51.100.1');
  const notes = out.split('\n').filter((line) => line.startsWith('Note: '));
  expect(notes).toHaveLength(51);
  expect(notes.at(-1)).toBe('Note: … and 10 more');
});

test('a label that no ISO can have is refused with what one can', async () => {
  const words = ['--label', 'THE_BOOT_MEDIUM_OF_THE_FIRST_RACK_ON_THE_LEFT'];
  expect((await folder.run('media', 'create', '-o', folder.at('no.iso'), ...server, ...words)).err).toBe(
    'Nothing was written:\n  cannot use label "THE_BOOT_MEDIUM_OF_THE_FIRST_RACK_ON_THE_LEFT" for ISO 9660: it has 45 characters, 32 are the most\n',
  );
  expect((await batch('name\nweb1\n', '--volume', 'rack 7')).err).toBe(
    'Nothing was written:\n  cannot use label "rack 7" for ISO 9660: allowed are A-Z 0-9 _\n',
  );
});

test('a loader that is missing is named with the Debian package that brings it', async () => {
  await rm(folder.at('data/firmware/isolinux.bin'));
  const at = folder.at('data/firmware');
  const create = async (...words: readonly string[]) =>
    (await folder.run('media', 'create', '-o', folder.at('no.iso'), ...server, ...words)).err;
  expect(await create()).toBe(
    `Nothing was written:\n  isolinux.bin is not installed in ${at}: it is in the Debian package isolinux, from which \`netberth firmware install\` takes it\n`,
  );
  expect(await create('--firmware', 'secureboot')).toBe(
    `Nothing was written:\n  shimx64.efi is not installed in ${at}: Debian has none; bring one with \`netberth firmware install --from FOLDER\`\n`,
  );
});
