import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capabilitySets, fillScript, parseScript, renderScript } from '../index.ts';
import { parseKeys, simulate, simulateAsync, type Answer } from './index.ts';

const bzImage = new Uint8Array(1024);
bzImage.set([0x55, 0xaa], 0x1fe);
bzImage.set([0x48, 0x64, 0x72, 0x53], 0x202);

const files: Readonly<Record<string, string | Uint8Array>> = {
  'http://boot.test/vmlinuz': bzImage,
  'http://boot.test/initrd.img': 'initrd',
  'http://boot.test/next.ipxe': '#!ipxe\necho next\n',
  'http://boot.test/page.html': '<html>',
};

function fetch(url: string): Answer {
  const bytes = files[url];
  return bytes === undefined ? { kind: 'status', status: 404 } : { kind: 'file', bytes };
}

const run = (script: string, keys = '', rest = {}) =>
  simulate(
    { script: `#!ipxe\n${script}\n`, url: 'http://boot.test/a.ipxe' },
    { fetch, keys: parseKeys(keys), ...rest },
  );

describe('a simulated boot', () => {
  test('ends in a kernel with its arguments and initrds', () => {
    const { end, fetches } = run('kernel vmlinuz quiet ip=${net0/ip}\ninitrd initrd.img\nboot');
    expect(end).toEqual({
      kind: 'boot',
      type: 'bzImage',
      kernel: {
        name: 'vmlinuz',
        url: 'http://boot.test/vmlinuz',
        arguments: 'quiet ip=10.0.2.15',
        sizeBytes: 1024,
      },
      initrds: [{ name: 'initrd.img', url: 'http://boot.test/initrd.img', arguments: '', sizeBytes: 6 }],
    });
    expect(fetches.map(({ url }) => url)).toEqual([
      'http://boot.test/vmlinuz',
      'http://boot.test/initrd.img',
    ]);
  });

  test('hands a script that was chained without --autofree to the kernel as an initrd', () => {
    const { end } = run('chain next.ipxe\nkernel vmlinuz\nboot');
    expect(end.kind === 'boot' && end.initrds.map(({ name }) => name)).toEqual(['next.ipxe']);
  });

  test('ends at the disk that sanboot names', () => {
    expect(run('sanboot --no-describe --drive 0x80').end).toEqual({
      kind: 'disk',
      drive: 0x80,
      filename: null,
    });
  });

  test("ends in iPXE's own words when a script fails", () => {
    expect(run('chain missing.ipxe').end).toEqual({
      kind: 'error',
      status: 0x2d0c613b,
      text: 'Not found (https://ipxe.org/2d0c613b)',
    });
  });

  test("has UEFI's error numbers where the firmware is UEFI", () => {
    const { screen, end } = run('foo || echo ${errno}\nchain missing.ipxe', '', { platform: 'efi' });
    expect(screen.slice(0, 2)).toEqual(['foo: command not found', '0x2e022081']);
    expect(end).toEqual({
      kind: 'error',
      status: 0x2d0c618e,
      text: 'Not found (https://ipxe.org/2d0c618e)',
    });
  });

  test('reads numbers as wide as the build does: 32 bits on BIOS, 64 on UEFI, as real ones in QEMU do', () => {
    const script = 'set z hello\necho [${z:int32}] [${z:uint8}] [${z:busdevfn}]\ninc z:uint16\necho ${z}';
    expect(run(script).screen).toEqual(['[] [] []', '0x1']);
    const uefi = { platform: 'efi' };
    expect(run(script, '', uefi).screen).toEqual(['[448378203247] [0x68656c6c6f] [656c:6c:0d.7]', '0x6c70']);
    expect(run(script, '', { ...uefi, arch: 'i386' }).screen).toEqual(['[] [] []', '0x1']);
  });

  test('says so when BIOS would run text as machine code', () => {
    expect(run('chain page.html').end).toEqual({
      kind: 'hang',
      why: '"page.html" is no script: BIOS iPXE runs the text as a PXE program, and the machine hangs',
    });
    expect(run('chain page.html', '', { platform: 'efi' }).end.kind).toBe('error');
  });

  test('shows the menu as the person sees it, and takes what the keys choose', () => {
    const { pauses, settings } = run('menu Title\nitem a First\nitem b Second\nchoose x', 'Down Enter');
    expect(pauses.map(({ screen }) => screen)).toEqual([
      ['', `${' '.repeat(37)}Title`, '', '   First', '   Second'],
      ['', `${' '.repeat(37)}Title`, '', '   First', '   Second'],
    ]);
    expect(settings).toEqual({ x: 'b' });
  });

  test('waits where no key is left, and lets time pass where there is a limit', () => {
    expect(run('prompt Press a key').end).toEqual({
      kind: 'waits',
      pause: { kind: 'prompt', text: 'Press a key', timeoutMs: null },
    });
    expect(run('prompt --timeout 5000 Press a key || echo too late').screen).toEqual(['too late']);
  });

  test('ends a loop after as many commands as were allowed', () => {
    expect(run(':a\ngoto a', '', { maxCommands: 100 }).end).toEqual({ kind: 'loop', commands: 100 });
    expect(run('chain a.ipxe').end.kind).toBe('error');
    expect(run('set b:hex 24:7b:62:3a:73:74:72:69:6e:67:7d\necho ${b:string}').end).toEqual({
      kind: 'hang',
      why: '"${b:string}" expands for ever: a value names itself',
    });
  });

  test('has only the commands of its build', () => {
    expect(run('imgverify a b || echo no').screen).toEqual(['imgverify: command not found', 'no']);
    expect(run('params && echo yes', '', { build: 'debian-sid', platform: 'efi' }).screen).toEqual(['yes']);
  });

  test('sends a form along with the URL that ends in ##params', () => {
    const { fetches } = run('params\nparam mac ${mac}\nchain next.ipxe##params', '', {
      build: 'debian-sid',
      platform: 'efi',
    });
    expect(fetches[0]?.form).toEqual([{ name: 'mac', value: '52:54:00:12:34:56', isHeader: false }]);
  });

  test('ends where something starts that nobody has looked into', () => {
    const unseen = { fetch: (): Answer => ({ kind: 'unseen' }) };
    const seen = run('initrd big.img\nchain elsewhere?a=1', '', unseen);
    expect(seen.fetches.map(({ url, outcome }) => `${url} ${outcome}`)).toEqual([
      'http://boot.test/big.img unseen',
      'http://boot.test/elsewhere?a=1 unseen',
    ]);
    expect(seen.end).toEqual({
      kind: 'boot',
      type: 'unseen',
      kernel: { name: 'elsewhere', url: 'http://boot.test/elsewhere?a=1', arguments: '', sizeBytes: 0 },
      initrds: [{ name: 'big.img', url: 'http://boot.test/big.img', arguments: '', sizeBytes: 0 }],
    });
    expect(run('sanboot disk.iso', '', unseen).end).toEqual({
      kind: 'san',
      drive: 0x80,
      urls: ['http://boot.test/disk.iso'],
    });
  });

  test('knows a file by its beginning and its size', () => {
    const { screen } = run('imgfetch vmlinuz\nimgstat', '', {
      fetch: (): Answer => ({ kind: 'file', bytes: bzImage, sizeBytes: 9_000_000 }),
    });
    expect(screen.at(-1)).toBe('vmlinuz : 9000000 bytes [bzImage]');
  });

  test('tells the line of the screen in which the selected item stands', () => {
    const { pauses } = run('menu T\nitem --gap G\nitem a A\nitem b B\nchoose x', 'Down Enter');
    expect(pauses.map(({ pause }) => pause.kind === 'menu' && pause.row)).toEqual([4, 5]);
  });

  test('gives the same with answers that take their time', async () => {
    const start = { script: '#!ipxe\nchain next.ipxe\n', url: 'http://boot.test/a.ipxe' };
    const later = (url: string) => Promise.resolve(fetch(url));
    expect(await simulateAsync(start, { fetch: later })).toEqual(simulate(start, { fetch }));
  });

  test('names the setting that no machine can have', () => {
    expect(() => run('echo', '', { settings: { 'x:nonsense': '1' } })).toThrow(
      'cannot give the machine a setting named "x:nonsense": wanted a name such as "net0/ip" or "serial"',
    );
  });
});

const commandNames = [
  ...new Set(
    Object.values(capabilitySets).flatMap(({ efi, pcbios }) => [...efi.commands, ...pcbios.commands]),
  ),
];
const word = fc.oneof(
  fc.constantFrom(
    ...[
      '${a}',
      '${a',
      '}',
      '${${a}}',
      '$',
      '{a}',
      '||',
      '&&',
      ';',
      '#',
      '-',
      '--',
      '--name',
      '--replace',
      '-x',
      '--key',
    ],
    ...[
      'a',
      'b:int32',
      'net0/ip',
      'x',
      '0x10',
      '-1',
      'a.ipxe',
      'http://boot.test/b',
      'http:',
      '..',
      ':a',
      '\\',
      '\0',
      'é',
    ],
  ),
  fc.string({ maxLength: 12 }),
);
const line = fc
  .tuple(fc.constantFrom(...commandNames, ':a', ''), fc.array(word, { maxLength: 6 }))
  .map(([name, words]) => [name, ...words].join(' '));
const script = fc.array(line, { maxLength: 25 }).map((lines) => `#!ipxe\n${lines.join('\n')}`);
const answer: fc.Arbitrary<Answer> = fc.oneof(
  script.map((bytes): Answer => ({ kind: 'file', bytes })),
  fc.uint8Array({ maxLength: 600 }).map((bytes): Answer => ({ kind: 'file', bytes })),
  fc.integer({ min: 100, max: 999 }).map((status): Answer => ({ kind: 'status', status })),
  fc.string().map((url): Answer => ({ kind: 'redirect', url })),
  fc.constantFrom<Answer>({ kind: 'refused' }, { kind: 'timeout' }, { kind: 'unknown-host' }),
);

describe('any script, any network and any keys', () => {
  test('come to an end, the same one each time, without an exception', () => {
    const keys = fc.array(
      fc.constantFrom('Enter', 'Down', 'Up', 'a', 'Escape', 'Ctrl-C', 'Timeout', 'Nonsense'),
      {
        maxLength: 20,
      },
    );
    const builds = fc.constantFrom('debian-bookworm', 'debian-trixie', 'debian-sid', 'upstream');
    const platforms = fc.constantFrom('pcbios', 'efi');
    fc.assert(
      fc.property(
        script,
        fc.array(answer, { minLength: 1, maxLength: 4 }),
        keys,
        builds,
        platforms,
        (text, answers, pressed, build, platform) => {
          const once = () => {
            let asked = 0;
            const fetchAny = (): Answer => answers[(asked += 1) % answers.length] ?? { kind: 'timeout' };
            return simulate(
              { script: text, url: 'http://boot.test/a.ipxe' },
              { fetch: fetchAny, keys: pressed, build, platform, maxCommands: 200 },
            );
          };
          expect(once()).toEqual(once());
        },
      ),
      { numRuns: 300 },
    );
  });

  test('mean the same after they were parsed and rendered', () => {
    fc.assert(
      fc.property(script, (text) => {
        const { script: parsed, problems } = parseScript(text);
        fc.pre(problems.length === 0);
        const rendered = fillScript(renderScript(parsed), {});
        const end = (of: string) => {
          const {
            steps,
            end: last,
            fetches,
          } = simulate({ script: of, url: 'http://boot.test/a.ipxe' }, { fetch, maxCommands: 200 });
          return { commands: steps.map(({ command, status }) => ({ command, status })), last, fetches };
        };
        expect(end(rendered)).toEqual(end(text));
      }),
      { numRuns: 300 },
    );
  });
});
