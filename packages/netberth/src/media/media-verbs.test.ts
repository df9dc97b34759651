import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { installFakeFirmware } from './firmware.fixture.ts';
import { WorkFolder } from './work-folder.fixture.ts';

let folder: WorkFolder;
beforeAll(async () => {
  folder = await WorkFolder.open();
});
afterAll(() => folder.remove());
const at = (name: string) => folder.at(name);
const runAny = (...words: readonly string[]) => folder.run(...words);
const run = (...words: readonly string[]) => folder.run('media', ...words);

const server = ['--boot-url', 'http://192.0.2.1:8080'];
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('media create', () => {
  test('writes an image with the script in it, and the same one again', async () => {
    const words = ['create', '-o', at('a.iso'), '--ip', '192.0.2.10/24', ...server, '--json'];
    const { exitCode, out } = await run(...words);
    expect(exitCode).toBe(0);
    const image = await readFile(at('a.iso'));
    expect(JSON.parse(out)).toEqual({
      file: at('a.iso'),
      sizeBytes: image.length,
      sha256: sha256(image),
      medium: expect.stringMatching(/^offline-[0-9a-f]{8}$/),
      format: 'iso',
      firmware: ['bios', 'uefi'],
      replaced: [],
      warnings: [],
    });
    expect(image.includes('set ${netberth_card}/ip 192.0.2.10\n')).toBe(true);
    await run(...words);
    expect((await readFile(at('a.iso'))).equals(image)).toBe(true);
  });

  test('makes an image for a stick of a file that is called so, and says how to write it', async () => {
    const { out } = await run('create', '-o', at('a.img'), ...server);
    expect(out).toContain(`dd if=${at('a.img')} of=/dev/sdX`);
    expect((await readFile(at('a.img'))).includes('set netberth_drive 0x81\n')).toBe(true);
  });

  test('makes a floppy that counts the disks of the machine from the first', async () => {
    const { out } = await run(
      'create',
      '-o',
      at('f.img'),
      '--format',
      'floppy',
      '--firmware',
      'bios',
      ...server,
    );
    expect(out).toContain('Attach it as a floppy');
    const image = await readFile(at('f.img'));
    expect(image.length).toBe(1_474_560);
    expect(image.includes('/floppy/${netberth_card}/')).toBe(true);
    expect(image.includes('set netberth_drive 0x81\n')).toBe(false);
  });

  test('says what to do when a floppy is too small', async () => {
    const words = ['--format', 'floppy', '--firmware', 'bios,uefi', ...server];
    await writeFile(at('data/firmware/ipxe.efi'), Buffer.alloc(1_474_560));
    const manifest = at('data/firmware/manifest.json');
    const sum = sha256(await readFile(at('data/firmware/ipxe.efi')));
    const known = JSON.parse(await readFile(manifest, 'utf8'));
    for (const each of known.files) if (each.file === 'ipxe.efi') each.sha256 = sum;
    await writeFile(manifest, JSON.stringify(known));
    const { err } = await run('create', '-o', at('full.img'), ...words);
    await installFakeFirmware(at('data'));
    expect(err).toBe(
      'Nothing was written:\n  a floppy has no room for all of --firmware bios,uefi: name fewer\n',
    );
  });

  test('makes a folder of the loaders and the script, with what starts them', async () => {
    const words = ['-o', at('loose'), '--format', 'files', '--mac', '52:54:00:12:34:56', ...server];
    const { exitCode, out } = await run('create', ...words);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('undionly.kpxe is not installed in')]);
    expect((await readdir(at('loose'))).toSorted()).toEqual([
      ...[
        'autoexec.ipxe',
        'dnsmasq.conf',
        'grub.cfg',
        'ipxe-kexec.lkrn',
        'ipxe.efi',
        'ipxe.lkrn',
        'kexec.sh',
        'start.ipxe',
      ],
    ]);
    expect(await readFile(at('loose/dnsmasq.conf'), 'utf8')).toContain(
      'dhcp-boot=tag:this,tag:uefi,tag:!ipxe,ipxe.efi\n',
    );
    expect((await stat(at('loose/kexec.sh'))).mode & 0o111).toBe(0o111);
  });

  test('says what is missing where a disk of a virtual machine needs another program', async () => {
    vi.stubEnv('PATH', at('nothing'));
    const { exitCode, err } = await run('create', '-o', at('a.qcow2'), ...server);
    vi.unstubAllEnvs();
    expect([exitCode, err]).toEqual([
      1,
      `"${at('a.qcow2')}" needs the program qemu-img, which cannot be run here: install it (Debian: qemu-utils), or write a FILE.img here and convert that elsewhere\n`,
    ]);
    expect((await run('create', '-o', at('a.raw'), '--format', 'iso', ...server)).err).toContain(
      'is a disk: leave --format iso out',
    );
  });

  test('names everything that is wrong by its flag, and writes nothing', async () => {
    const { exitCode, err } = await run('create', '-o', at('no.iso'), '--ip', '192.0.2.0/24', '--vlan', 'x');
    expect(exitCode).toBe(1);
    expect(err).toBe(`Nothing was written:
  --ip: "192.0.2.0/24" is the network itself: name an address inside it
  --vlan: "x" is not a VLAN number from 1 to 4094
  --boot-url: is missing: the URL at which machines reach the server
`);
    expect(await readdir(folder.path)).not.toContain('no.iso');
  });

  test('refuses what these loaders cannot do, and loaders that are missing or changed', async () => {
    expect((await run('create', '-o', at('no.iso'), '--vlan', '7', ...server)).err).toContain(
      'ipxe.efi has no VLAN: install another with `netberth firmware install`',
    );
    expect((await run('create', '-o', at('no.iso'), '--firmware', 'uefi-arm64', ...server)).err).toContain(
      'ipxe-arm64.efi is not installed in',
    );
    await installFakeFirmware(at('data'));
    await writeFile(at('data/firmware/ipxe.efi'), 'something else');
    expect((await run('create', '-o', at('no.iso'), ...server)).err).toContain(
      'ipxe.efi is not as it was installed: run `netberth firmware install`',
    );
    await rm(at('data/firmware'), { recursive: true });
    expect((await run('create', '-o', at('no.iso'), ...server)).err).toContain(
      `no firmware is installed in ${at('data/firmware')}: run \`netberth firmware install\``,
    );
    await installFakeFirmware(at('data'));
  });

  test('never writes to what is no file', async () => {
    await mkdir(at('folder.iso'));
    expect((await run('create', '-o', at('folder.iso'), ...server)).err).toBe(
      `Cannot write ${at('folder.iso')}: "${at('folder.iso')}" is no file: write to a file, then copy that to the stick\n`,
    );
  });
});

// Each opens the data folder as a server does, which takes seconds on a busy machine.
describe('media create for a machine', { timeout: 120_000 }, () => {
  const create = (name: string, ...words: readonly string[]) =>
    run('create', '--machine', 'web1', '-o', at(name), ...server, '--json', ...words);
  const keyIn = async (name: string) =>
    /^set netberth_key (\S+)$/m.exec(await readFile(at(name), 'latin1'))?.[1];

  test('asks the server for one with a number and a key, and writes it', async () => {
    await runAny('machine', 'add', '--macs', '52:54:00:00:00:01', '--hostname', 'web1');
    const { exitCode, out, err } = await create('own.iso', '--ip', '192.0.2.10/24');
    expect([exitCode, err]).toEqual([0, '']);
    const image = await readFile(at('own.iso'));
    expect(JSON.parse(out)).toMatchObject({
      file: at('own.iso'),
      sizeBytes: image.length,
      sha256: sha256(image),
      medium: '1',
      format: 'iso',
    });
    expect(image.includes('set netberth_medium 1/cd/')).toBe(true);
    expect(await keyIn('own.iso')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('revokes the others of the machine on demand, so that only the new key counts', async () => {
    const { out } = await create('new.img', '--replace');
    expect(JSON.parse(out)).toMatchObject({ medium: '2', format: 'usb', replaced: [1] });
    expect(await keyIn('new.img')).not.toBe(await keyIn('own.iso'));
    expect(JSON.parse((await run('list', '--json')).out)).toMatchObject([{ id: 2 }]);
  });

  test('leaves no medium behind that could not be written', async () => {
    const { exitCode, err } = await create('none/x.iso');
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^Cannot write \S+none\/x.iso: ENOENT/);
    expect(JSON.parse((await run('list', '--json')).out)).toMatchObject([{ id: 2 }]);
  });

  test('writes the files of one as well, with the key in their script', async () => {
    const { exitCode, out, err } = await create('own-files', '--format', 'files', '--ip', '192.0.2.10/24');
    expect([exitCode, err]).toEqual([0, '']);
    const { medium, format } = JSON.parse(out);
    expect(format).toBe('files');
    expect(await keyIn('own-files/autoexec.ipxe')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await readdir(at('own-files'))).toSorted()).toEqual([
      ...[
        'autoexec.ipxe',
        'dnsmasq.conf',
        'grub.cfg',
        'ipxe-kexec.lkrn',
        'ipxe.efi',
        'ipxe.lkrn',
        'kexec.sh',
        'start.ipxe',
      ],
    ]);
    await run('revoke', medium);
  });

  test('--replace says that it needs a machine', async () => {
    const { err } = await run('create', '-o', at('no.iso'), ...server, '--replace');
    expect(err).toBe('--replace needs --machine: it revokes the other media of that machine\n');
  });
});

describe('media batch', () => {
  const list = async (content: string): Promise<string> => {
    await writeFile(at('list.csv'), content);
    return at('list.csv');
  };

  test.each([
    ['commas', 'name,ip,mac\nweb1,192.0.2.10/24,52:54:00:00:00:01\nweb2,192.0.2.11/24,\n'],
    [
      'semicolons, a BOM, CRLF, quotes and empty lines',
      '\ufeffNAME;Ip;mac\r\n\r\n"web1";192.0.2.10/24;52-54-00-00-00-01\r\nweb2;192.0.2.11/24;\r\n\r\n',
    ],
    [
      'tabs, other columns first',
      'mac\tip\tname\n52:54:00:00:00:01\t192.0.2.10/24\tweb1\n\t192.0.2.11/24\tweb2\n',
    ],
  ])('makes a medium for each row, with %s', async (_, content) => {
    const { exitCode, out } = await run('batch', await list(content), '-o', at('batch'), ...server, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ media: 2, warnings: [] });
    expect((await readdir(at('batch'))).sort()).toEqual(['manifest.csv', 'web1.iso', 'web2.iso']);
    const images = [await readFile(at('batch/web1.iso')), await readFile(at('batch/web2.iso'))];
    const [one = Buffer.alloc(0), two = Buffer.alloc(0)] = images;
    expect(one.includes('iseq ${net${port}/mac} 52:54:00:00:00:01 ')).toBe(true);
    const manifest = await readFile(at('batch/manifest.csv'), 'utf8');
    expect(manifest.replaceAll(/offline-[0-9a-f]{8}/g, 'ID')).toBe(
      `file,medium,ip,mac,size_bytes,sha256
web1.iso,ID,192.0.2.10/24,52:54:00:00:00:01,${one.length},${sha256(one)}
web2.iso,ID,192.0.2.11/24,,${two.length},${sha256(two)}
`,
    );
  });

  test.each([
    ['usb', 'web1.img'],
    ['floppy', 'web1.img'],
    ['iso', 'web1.iso'],
  ])('names the files of --format %s %s', async (format, file) => {
    const words = ['--format', format, '--firmware', 'uefi', ...server];
    const { exitCode } = await run('batch', await list('name\nweb1\n'), '-o', at(`as-${format}`), ...words);
    expect([exitCode, (await readdir(at(`as-${format}`))).sort()]).toEqual([0, ['manifest.csv', file]]);
  });

  test('a ZIP file holds the same bytes, stored', async () => {
    const content = 'name,ip\nweb1,192.0.2.10/24\n';
    await run('batch', await list(content), '-o', at('one'), ...server);
    const { exitCode } = await run('batch', await list(content), '-o', at('one.zip'), ...server);
    expect(exitCode).toBe(0);
    const zip = await readFile(at('one.zip'));
    expect(zip.includes(await readFile(at('one/web1.iso')))).toBe(true);
    expect(zip.includes(await readFile(at('one/manifest.csv')))).toBe(true);
    expect(zip.readUInt32LE(0)).toBe(0x04034b50);
  });

  test('names every faulty row by its line before anything is written', async () => {
    const content = `name,ip,gateway
web1,192.0.2.10/24,
web 2,192.0.2.11/24,
web3,192.0.2.10/24,192.0.2.1
WEB1,192.0.2.14/24,router
web5,192.0.2.15/24,,,
`;
    const { exitCode, err } = await run('batch', await list(content), '-o', at('never.zip'), ...server);
    expect(exitCode).toBe(1);
    expect(err).toBe(`Nothing was written:
  line 3: name: "web 2" cannot be the name of a file: wanted are letters, digits, . _ -
  line 4: ip: "192.0.2.10" is in line 2 already
  line 5: gateway: "router" is not an address
  line 6: it has 5 cells, the header 3
`);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  test('refuses a header it does not know, and a file without rows', async () => {
    expect((await run('batch', await list('ip,hostnme\n'), '-o', at('never'), ...server)).err).toBe(
      `Nothing was written:
  line 1: "hostnme" is no column: there are name, ip, gateway, dns, vlan, mac, boot_url
  line 1: the column "name" is missing: it names the files
`,
    );
    expect((await run('batch', await list('name\n'), '-o', at('never'), ...server)).err).toBe(
      `Nothing was written:\n  ${at('list.csv')} has no row below its header\n`,
    );
    expect((await run('batch', await list(''), '-o', at('never'), ...server)).err).toBe(
      `Nothing was written:\n  ${at('list.csv')} is empty: its first line names the columns\n`,
    );
    expect((await run('batch', at('none.csv'), '-o', at('never'))).err).toBe(
      `Cannot read ${at('none.csv')}: there is no such file\n`,
    );
  });

  test('leaves no half of a ZIP file where it cannot be written', async () => {
    await mkdir(at('taken.zip'));
    const { exitCode, err } = await run(
      'batch',
      await list('name\nweb1\n'),
      '-o',
      at('taken.zip'),
      ...server,
    );
    expect([exitCode, err.startsWith(`Cannot write ${at('taken.zip')}: `)]).toEqual([1, true]);
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

test('media batch sends the ZIP file into a pipe', async () => {
  await writeFile(at('piped.csv'), 'name,ip\nweb1,192.0.2.10/24\n');
  execFileSync('mkfifo', [at('pipe')]);
  const received = readFile(at('pipe'));
  const { exitCode } = await run('batch', at('piped.csv'), '-o', at('pipe'), ...server);
  expect(exitCode).toBe(0);
  await run('batch', at('piped.csv'), '-o', at('piped.zip'), ...server);
  expect((await received).equals(await readFile(at('piped.zip')))).toBe(true);
});

test('media batch makes of the rows of a database of somebody else what it makes of a list', async () => {
  const assets = new Sqlite(at('assets.db'));
  assets.exec(`create table hosts (host text, address text);
    insert into hosts values ('web1', '192.0.2.10/24'), ('web2', '192.0.2.11/24')`);
  assets.close();
  await writeFile(at('same.csv'), 'name,ip\nweb1,192.0.2.10/24\nweb2,192.0.2.11/24\n');
  await run('batch', at('same.csv'), '-o', at('list.zip'), ...server);
  const from = ['--from', `sqlite:${at('assets.db')}`, '--map', 'name=host,ip=address', ...server];
  const query = ['--query', 'select host, address from hosts order by host'];
  const { exitCode, err } = await run('batch', ...from, ...query, '-o', at('query.zip'));
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect((await readFile(at('query.zip'))).equals(await readFile(at('list.zip')))).toBe(true);

  const wrong = ['--query', `select host, 'nowhere' as address from hosts`];
  expect((await run('batch', ...from, ...wrong, '-o', at('never.zip'))).err).toContain(
    'line 2: ip: "nowhere" is not',
  );
  const fault = await run('batch', ...from, '--query', 'delete from hosts', '-o', at('never.zip'));
  expect(fault.err).toBe(`Asking "sqlite:${at('assets.db')}": the query gives no rows: write a select.\n`);
});

describe('media batch from the database', { timeout: 120_000 }, () => {
  test('writes one medium for each machine with the label', async () => {
    for (const [name, rack] of [
      ['db1', '7'],
      ['db2', '7'],
      ['db3', '8'],
    ] as const) {
      const macs = `52:54:00:00:07:${name.replace('db', '0')}`;
      await runAny('machine', 'add', '--macs', macs, '--hostname', name, '--labels', `rack=${rack}`);
    }
    const words = ['batch', '--from-database', '--label', 'rack=7', '-o', at('rack7.zip'), ...server];
    const { exitCode, out, err } = await run(...words);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain(`Wrote 2 media to ${at('rack7.zip')}`);
    const zip = await readFile(at('rack7.zip'));
    for (const file of ['db1.iso', 'db2.iso', 'manifest.csv']) expect(zip.includes(file)).toBe(true);
    expect(zip.includes('db3.iso')).toBe(false);
  });

  test('says what goes with what', async () => {
    const errors = [
      await run('batch', '-o', at('x.zip')),
      await run('batch', 'list.csv', '--from-database', '-o', at('x.zip')),
      await run('batch', 'list.csv', '--label', 'rack=7', '-o', at('x.zip')),
      await run('batch', '--from-database', '-o', at('x')),
    ].map(({ err }) => err);
    expect(errors).toEqual([
      'What are the media for? Name a CSV file or a database with --from and --query, or say --from-database.\n',
      'Name a CSV file or say --from-database, not both.\n',
      '--label and --replace go with --from-database: a CSV file names no machines of a server\n',
      `"${at('x')}" is no ZIP file: with --from-database name a FILE.zip\n`,
    ]);
  });
});
