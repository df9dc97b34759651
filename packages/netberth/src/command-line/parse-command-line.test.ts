import { commandList, type CommandDefinition } from '@netberth/api';
import { describe, expect, test } from 'vitest';
import { parseCommandLine, type CommandLine } from './parse-command-line.ts';
import { verbOf } from './verb.ts';

const settings = [
  {
    name: 'data',
    flag: 'data',
    variable: 'NETBERTH_DATA',
    group: 'Data',
    help: 'the folder that holds everything',
    placeholder: 'DIR',
    preset: './data',
  },
  {
    name: 'kiwispray.openListing',
    flag: 'kiwispray-open-listing',
    variable: 'NETBERTH_KIWISPRAY_OPEN_LISTING',
    group: 'Machines reach',
    help: 'answer /hosts to anybody',
    placeholder: '',
    preset: null,
  },
  {
    name: 'adminHosts',
    flag: 'admin-hosts',
    variable: 'NETBERTH_ADMIN_HOSTS',
    group: 'People reach',
    help: 'names of the console',
    placeholder: 'HOST,…',
    preset: '',
  },
];
const offer = { verbs: commandList.map(verbOf), settings, width: 90 };

function parse(...words: readonly string[]): CommandLine {
  return parseCommandLine(words, offer);
}

function pageOf(...words: readonly string[]): string {
  const line = parse(...words);
  if (line.asks !== 'page') throw new Error(`${words.join(' ')} asks for ${line.asks}`);
  return line.text;
}

function refusalOf(...words: readonly string[]): string {
  const line = parse(...words);
  if (line.asks !== 'refusal') throw new Error(`${words.join(' ')} asks for ${line.asks}`);
  return line.message;
}

function inputOf(...words: readonly string[]): unknown {
  const line = parse(...words);
  if (line.asks !== 'verb') throw new Error(line.asks === 'refusal' ? line.message : line.asks);
  return line.input;
}

/** As a shell splits an example: blanks, double quotes, up to a pipe or redirection. */
function shellWords(line: string): readonly string[] {
  const plain = line.replace(/ [|>].*$/, '').replace(/^netberth /, '');
  return [...plain.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

describe('every command', () => {
  const all: readonly CommandDefinition[] = commandList.filter(
    (definition: CommandDefinition) => definition.cli.behind === undefined,
  );

  test.each(all.flatMap(({ name, cli }) => cli.examples.map(({ line }) => [line, name] as const)))(
    'the example «%s» is understood as %s',
    (example, name) => {
      const line = parse(...shellWords(example));
      expect(line.asks === 'verb' ? line.verb.definition.name : line).toBe(name);
    },
  );

  test.each(all.map((definition) => [definition.name, definition] as const))(
    '%s has a page that explains every argument and flag',
    (name, definition) => {
      const page = pageOf('help', ...name.split('.'));
      expect(page).toContain(`Usage: netberth ${name.replaceAll('.', ' ')}`);
      expect(page).toContain(`${definition.summary}.`);
      for (const field of verbOf(definition).fields)
        expect([field.name, field.help]).not.toEqual([field.name, '']);
      expect(page.split('\n').filter((line) => line.length > 90 && !line.includes('netberth '))).toEqual([]);
      expect(pageOf(...name.split('.'), '--help')).toBe(page);
      expect(pageOf('--data', 'D', ...name.split('.'), '-h')).toBe(page);
    },
  );
});

test('a flag by the name that it had before is understood, and shown no more', () => {
  expect(inputOf('power', 'cycle', '--where', 'rack=7')).toEqual({ where: 'rack=7' });
  expect(pageOf('help', 'power', 'cycle-many')).not.toContain('--where');
  expect(pageOf('help', 'power', 'cycle-many')).toContain('--label NAME=VALUE');
});

describe('help', () => {
  test('of machine grant, whole', () => {
    expect(pageOf('machine', 'grant', '7', '--help'))
      .toBe(`Usage: netberth machine grant MACHINE PROFILES… [flags]

Grant a machine one or more profiles, in order.

The machine's next boot gets the first profile; each \`finish\` moves to the next; after the
last it boots its own disk. Nothing is installed without a grant, and a grant ends by
itself when it expires. A machine that has a live grant is refused unless you say
--replace. Where a second person is needed (a protected machine, more machines than one
person may grant), it is proposed, and \`grant approve\` grants it. With --power it is
restarted at once (\`power set\` says by what); when that fails, the grant ends as failed.
Many at once: --label, --fact, --state, --search, --ids or --all in place of MACHINE. This
is then \`machine grant-many\`.

Arguments
  MACHINE   the machine's id, one of its MACs, or its host name
  PROFILES  profiles, separated by commas

Flags
  --expires TIME             how long the grant lives (default: 4h)
  --max-starts N             how often one step may start, for profiles that retry
                             (default: 2)
  --power cycle|on           restart it at once: off and on, or only on
  --next pxe|cd|disk|medium  with --power, what it boots then; medium is its own ISO; else
                             from the network
  --replace                  revoke a live grant of this machine first
  --propose                  only propose it: nothing is served until somebody else
                             approves
  --reason TEXT              why, for the audit log

Everywhere
  --json · --data DIR · --database URL · --config FILE · --server URL · --token TOKEN ·
  --ca FILE · --fingerprint SHA256
  What these say: netberth help

Examples
  # install image1 at the next boot, within 4 hours
  netberth machine grant 7 image1
  # wipe first; two days to do it
  netberth machine grant 7 wipe,image1 --expires 2d
  # and restart it, from the network
  netberth machine grant 7 image1 --power cycle
  # from its own ISO, in a network without DHCP
  netberth machine grant 7 image1 --power cycle --next medium

What comes next
  # what it would get now, and why
  netberth machine explain 7
  # how far it is, boot by boot
  netberth machine show 7
  # take the grant back
  netberth machine revoke 7

Exit codes
  0 done · 1 refused or failed · 2 wrong use
`);
  });

  test('of profile import, whole', () => {
    expect(pageOf('help', 'profile', 'import')).toBe(`Usage: netberth profile import IMAGE [flags]

Import an image as a profile.

Takes an ISO of an operating system, which is recognised and booted in its own way
(docs/images.md); or a folder or a tar (also .tar.gz, .tar.xz): KIWIspray's images/<name>/
as it is, the tar that KIWI builds for PXE, or a folder with our profile.yaml. Checksums
are verified; after a failure nothing is left half imported. An imported profile counts as
destructive (it needs a grant) unless you say --non-destructive.

Arguments
  IMAGE  a folder, a tar (.tar, .tar.gz, .tar.xz) or an ISO

Flags
  --name NAME               its name; default: the name of the folder, tar or ISO
  --non-destructive         it never writes to the disks of a machine: no grant needed
  --[no-]retry-after-start  serve it again when a machine comes back after the install has
                            started
  --private                 serve its files only to its own boots
  --proof none|key          key: only for machines that show the key of their boot medium;
                            default: what the image says
  --as memdisk|sanboot      of an ISO: boot it as a whole, whatever is on it; in memory on
                            BIOS, or as a disk over the network
  --dry-run                 say what it is and how it would boot; nothing is imported
  --replace                 a profile of this name is replaced
  --sha256 SHA256           of the ISO, or of the uncompressed tar: another one is refused
  --resume NAME             for programs: a name of your own for this upload, to go on
                            with it when it is cut off
  --offset N                for programs: the body begins behind so many bytes, which
                            \`profile received\` has told (default: 0)
  --reason TEXT             why, for the audit log

Everywhere
  --json · --data DIR · --database URL · --config FILE · --server URL · --token TOKEN ·
  --ca FILE · --fingerprint SHA256
  What these say: netberth help

Examples
  # its installer, for a person at the console; unattended: profile create --disc ubuntu
  netberth profile import ubuntu-24.04.1-live-server-amd64.iso --name ubuntu
  # what it is and how it would boot
  netberth profile import any.iso --dry-run
  # as image1, from KIWIspray
  netberth profile import /srv/kiwispray/images/image1
  # what KIWI built
  netberth profile import install.tar.xz --name sles15
  # needs no grant
  netberth profile import rescue/ --non-destructive

What comes next
  # can every machine get it?
  netberth profile check image1
  # let a machine install it
  netberth machine grant 7 image1

Exit codes
  0 done · 1 refused or failed · 2 wrong use
`);
  });

  test('of serve names every setting in its three spellings', () => {
    expect(pageOf('serve', '--help')).toContain(
      '  --data DIR  the folder that holds everything (default: ./data; NETBERTH_DATA, data)\n',
    );
  });

  test('alone is an overview with the most useful verbs first', () => {
    expect(pageOf().split('\n').slice(0, 9)).toEqual([
      'Netberth decides what a machine boots, and remembers what it decided.',
      '',
      'Most useful first',
      '  netberth serve                     start the boot server',
      '  netberth profile import IMAGE      take in an ISO, a folder or a tar',
      '  netberth machine list              the machines that asked',
      '  netberth machine grant ID PROFILE  let one install at its next boot',
      '  netberth machine show ID           what it did, boot by boot',
      '  netberth machine explain ID        what it would get now, and why',
    ]);
    expect(pageOf('help')).toBe(pageOf());
    expect(pageOf('--help')).toBe(pageOf());
  });
});

describe('values', () => {
  test('of lists come by comma, by repetition, by word and by the singular', () => {
    const wanted = { machine: '7', profiles: ['wipe', 'image1'] };
    expect(inputOf('machine', 'grant', '7', 'wipe,image1')).toEqual(wanted);
    expect(inputOf('machine', 'grant', '7', 'wipe', 'image1')).toEqual(wanted);
    const macs = { macs: ['52:54:00:00:00:01', '52:54:00:00:00:02', '52:54:00:00:00:03'] };
    expect(
      inputOf(
        'machine',
        'add',
        '--macs',
        '52:54:00:00:00:01,52:54:00:00:00:02',
        '--mac',
        '52:54:00:00:00:03',
      ),
    ).toEqual(macs);
    expect(inputOf('machine', 'set', '7', '--add-mac', '52:54:00:00:00:01')).toEqual({
      machine: '7',
      addMacs: ['52:54:00:00:00:01'],
    });
  });

  test('of pairs are text for labels and JSON where they look like it for metadata', () => {
    expect(
      inputOf(
        'machine',
        'set',
        '7',
        '--metadata',
        'role=web,cores=4',
        '--metadata',
        'tags=["a","b"]',
        '--label',
        'rack=7',
      ),
    ).toEqual({ machine: '7', metadata: { role: 'web', cores: 4, tags: ['a', 'b'] }, labels: { rack: '7' } });
  });

  test('of flags that only the catalogue knows go to the field that takes them', () => {
    const words = ['profile', 'create', 'web', '--product', 'debian', '--release', 'trixie', '--mode=text'];
    const more = ['--input', 'preseed=@web.cfg', '--replace', '--data', '/srv', '--choice', 'edition=a,b'];
    expect(inputOf(...words, ...more)).toEqual({
      name: 'web',
      product: 'debian',
      choice: { release: 'trixie', mode: 'text', edition: 'a,b' },
      input: { preseed: '@web.cfg' },
      replace: true,
    });
    expect(refusalOf('profile', 'create', 'web', '--release')).toMatch(/unknown option '--release'/);
    expect(refusalOf('profile', 'show', 'web', '--release', 'x')).toMatch(/unknown option '--release'/);
  });

  test('a flag that selects machines makes the verb one of many machines', () => {
    expect(parse('machine', 'grant', '--label', 'rack=7', 'wipe,image1', '--dry-run')).toMatchObject({
      asks: 'verb',
      verb: { definition: { name: 'machine.grant-many' } },
      input: { label: 'rack=7', profiles: ['wipe', 'image1'], dryRun: true },
    });
    expect(parse('--data', 'machine', 'machine', 'hold', '--ids=7,8')).toMatchObject({
      verb: { definition: { name: 'machine.hold-many' } },
      input: { ids: ['7', '8'] },
    });
  });

  test('an empty one is passed on: it removes', () => {
    expect(inputOf('machine', 'set', '7', '--hostname', '', '--label', 'rack=')).toEqual({
      machine: '7',
      hostname: '',
      labels: { rack: '' },
    });
  });

  test('switches may be taken back where there is a third way', () => {
    expect(inputOf('profile', 'import', 'x', '--no-retry-after-start', '--private')).toEqual({
      retryAfterStart: false,
      private: true,
    });
  });

  test('the file of an import may stand after its switch', () => {
    for (const words of [
      ['profile', 'import', '--non-destructive', 'web.tar', '--json'],
      ['profile', 'import', 'web.tar', '--json', '--non-destructive'],
      ['--json', 'profile', 'import', '--non-destructive', 'web.tar'],
    ])
      expect(parse(...words)).toMatchObject({
        asks: 'verb',
        input: { nonDestructive: true },
        file: 'web.tar',
        flags: { json: true },
      });
  });

  test('flags that every verb takes stand anywhere', () => {
    const words = ['--data', 'D', 'machine', '--server', 'http://x', 'list', '--token', 'T', '--json'];
    expect(parse(...words)).toMatchObject({
      flags: { data: 'D', server: 'http://x', token: 'T', json: true },
    });
  });

  test('settings of serve come by flag name; a switch needs no value', () => {
    expect(
      parse('serve', '--kiwispray-open-listing', '--admin-hosts', 'a', '--admin-hosts', 'b,c', '--data', 'D'),
    ).toMatchObject({
      asks: 'serve',
      settings: { 'kiwispray-open-listing': 'true', 'admin-hosts': 'a,b,c', data: 'D' },
      flags: { data: 'D' },
    });
    expect(parse('serve', '--kiwispray-open-listing', 'no')).toMatchObject({
      settings: { 'kiwispray-open-listing': 'no' },
    });
  });
});

describe('wrong use', () => {
  test('names what is missing', () => {
    expect(refusalOf('machine', 'grant')).toBe(
      [
        "netberth machine grant: MACHINE is missing: the machine's id, one of its MACs, or its host name",
        'netberth machine grant: PROFILES is missing: profiles, separated by commas',
        'Usage: netberth machine grant MACHINE PROFILES… [flags]',
        'Like:  netberth machine grant 7 image1',
        'More:  netberth help machine grant',
        '',
      ].join('\n'),
    );
  });

  test('of many machines names the verb that was typed, with the flags of many', () => {
    expect(refusalOf('machine', 'grant', '--label', 'rack=7').split('\n')).toEqual([
      'netberth machine grant: PROFILES is missing: profiles, separated by commas',
      'Usage: netberth machine grant PROFILES… [flags]',
      'Like:  netberth machine grant wipe,image1 --label rack=7 --dry-run',
      'More:  netberth help machine grant-many',
      '',
    ]);
    for (const [words, problem] of [
      [['machine', 'grant-many', '--label', 'x'], 'netberth machine grant-many: PROFILES is missing: '],
      [['machine', 'hold', '--ids', '7', '--wav'], "netberth machine hold: unknown option '--wav'"],
      [
        ['power', 'on', '--label', 'x', '--wave', 'y'],
        'netberth power on: --wave: "y" is not a whole number',
      ],
    ] as const)
      expect(refusalOf(...words).startsWith(problem)).toBe(true);
    expect(pageOf('machine', 'grant', '--label', 'rack=7', '--help')).toContain('--wave N');
  });

  test('names every wrong value by its flag', () => {
    expect(
      refusalOf('machine', 'add', '--mac', 'zz', '--uuid', 'q', '--hostname', 'a b', '--label', 'x')
        .split('\n')
        .slice(0, 1),
    ).toEqual(['netberth machine add: --labels: "x" is not name=value']);
    expect(
      refusalOf('machine', 'add', '--mac', 'zz', '--uuid', 'q', '--hostname', 'a b').split('\n').slice(0, 3),
    ).toEqual([
      'netberth machine add: --macs: "zz" is not a MAC address like 52:54:00:12:34:56',
      'netberth machine add: --uuid: "q" is not a UUID',
      'netberth machine add: --hostname: "a b" is not a host name (letters, digits, hyphens, dots)',
    ]);
    expect(refusalOf('machine', 'list', '--state', 'broken').split('\n')[0]).toBe(
      'netberth machine list: --state: "broken" is not one of new, granted, installing, finished, failed, held',
    );
    expect(refusalOf('machine', 'list', '--state', 'granetd').split('\n')[0]).toBe(
      'netberth machine list: --state: "granetd" is not one of new, granted, installing, finished, failed, held (did you mean granted?)',
    );
    expect(refusalOf('machine', 'set', '7', '--label', 'a b=c').split('\n')[0]).toBe(
      'netberth machine set: --labels: "a b" is no name of a label (letters, digits, and . _ - between them)',
    );
    expect(refusalOf('machine', 'show', '7', '--boots', 'x').split('\n')[0]).toBe(
      'netberth machine show: --boots: "x" is not a whole number',
    );
  });

  test.each([
    [
      ['machine', 'grant', '7', 'x', '--expire', '4h'],
      "netberth machine grant: unknown option '--expire' (Did you mean --expires?)",
    ],
    [['machine', 'grnt', '7'], "netberth: unknown command 'grnt' (Did you mean grant?)"],
    [['machin', 'list'], "netberth: unknown command 'machin' (Did you mean machine?)"],
    [['grant', '7', 'x'], "netberth: unknown command '7' (Did you mean machine grant?)"],
    [['help', 'nonsense'], "netberth: unknown command 'nonsense'"],
    [
      ['serve', '--admin-host', 'x'],
      "netberth serve: unknown option '--admin-host' (Did you mean --admin-hosts?)",
    ],
    [['machine', 'show', '7', '8'], 'netberth machine show: there is no place for "8".'],
    [
      ['machine', 'grant', '7', 'x', '--expires'],
      "netberth machine grant: option '--expires <value>' argument missing",
    ],
  ])('%j is answered with the nearest right thing', (words, first) => {
    expect(refusalOf(...words).split('\n')[0]).toBe(first);
  });

  test('a noun alone lists its verbs', () => {
    expect(refusalOf('profile')).toBe(`Usage: netberth profile VERB

  profile list           List the profiles that can be granted
  profile show           Show a profile: its files, boot spec and warnings
  profile reveal         Show the answer files of a machine with their secrets
  profile import         Import an image as a profile
  profile received       Say how much has arrived of an upload that was cut off
  profile capture        Make a profile of the disk that a machine has sent
  profile create         Make a profile of a choice in the catalogue
  profile check          Render a profile for every machine it touches and lint the
                         scripts
  profile remove         Remove a profile and its files
  profile template list  List the answer files that come with Netberth
  profile template show  Print an answer file that comes with Netberth
  profile texts          Show the templates of a profile as they are written
  profile edit           Change a template of a profile
  profile try            Fill in a template for a machine without saving it

More: netberth help profile VERB
`);
  });
});

test('a verb that a noun does not have leads to those that it has', () => {
  expect(refusalOf('machine', 'frob')).toBe(
    "netberth: unknown command 'frob'\nWhat machine can do: netberth help machine\n",
  );
});
