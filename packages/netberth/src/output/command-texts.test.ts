import { commandList } from '@netberth/api';
import { describe, expect, test } from 'vitest';
import { commandTexts } from './command-texts.ts';
import { withColours, withoutColours } from './painted.ts';
import type { View } from './view.ts';

const now = new Date('2026-11-21T06:30:00Z');

function show(command: string, output: unknown, view: Partial<View> = {}): string | null | undefined {
  return commandTexts.get(command)?.(output, {
    paint: withoutColours,
    now,
    widthColumns: 100,
    input: {},
    ...view,
  });
}

const machine = {
  id: 7,
  state: 'new',
  stateReason: null,
  hostname: 'web1',
  macs: ['52:54:00:12:34:56', '52:54:00:12:34:57'],
  serial: 'ABC123',
  uuid: '4c4c4544-0042-3510-8052-b4c04f4e3232',
  asset: null,
  address: '192.0.2.10',
  network: {
    interfaces: [
      {
        mac: '52:54:00:12:34:56',
        name: 'ens3',
        bond: null,
        vlan: 7,
        mtu: null,
        addresses: ['192.0.2.10/24'],
        gateways: ['192.0.2.1'],
      },
    ],
    dns: ['192.0.2.3'],
    search: [],
    boot: '52:54:00:12:34:56',
  },
  labels: { rack: '7' },
  metadata: { role: 'web', disks: ['sda'] },
  resting: 'disk',
  hardware: { platform: 'efi' },
  protected: false,
  proof: 'none',
  kiwisprayState: 'new',
  grant: null,
  pendingSteps: [],
  createdAt: '2026-11-19T06:30:00Z',
  lastSeenAt: '2026-11-21T06:27:00Z',
  lastAddress: '192.0.2.10',
  downloadTurn: null,
  installProgress: null,
};
const downloadTurn = { profile: 'image1', place: 3, waiting: 40, readyAt: '2026-11-21T06:36:00Z' };
const installProgress = { stage: 'packages', at: '2026-11-21T06:28:00Z', boot: 12 };

const grant = {
  id: 3,
  status: 'live',
  steps: ['wipe', 'image1', 'firstboot'],
  step: 1,
  starts: 1,
  maxStarts: 2,
  expiresAt: '2026-11-21T10:30:00Z',
  address: '192.0.2.10',
  createdBy: 'anna',
  createdAt: '2026-11-21T06:20:00Z',
  reason: 'new disks',
};

const boot = {
  number: 12,
  at: '2026-11-21T06:25:00Z',
  address: '192.0.2.10',
  decision: 'profile',
  profile: 'image1',
  choice: null,
  reasonCode: 'NB1006',
  reason: 'grant 3 serves image1, step 2 of 3',
  grantId: 3,
  step: 1,
  startedAt: '2026-11-21T06:26:10Z',
  finishedAt: '2026-11-21T06:29:00Z',
  script: '#!ipxe\n',
  files: [
    {
      file: 'linux',
      sizeBytes: 8_388_608,
      sentBytes: 8_388_608,
      percent: 100,
      durationMs: 340,
      complete: true,
    },
    {
      file: 'image.xz',
      sizeBytes: 2_147_483_648,
      sentBytes: 1_073_741_824,
      percent: 50,
      durationMs: 200_000,
      complete: false,
    },
  ],
  callbacks: [
    { at: '2026-11-21T06:28:00Z', kind: 'post-install', detail: '' },
    { at: '2026-11-21T06:29:00Z', kind: 'finish', detail: 'step 2 is done' },
  ],
};

test('every command has a text for a person', () => {
  expect([...commandTexts.keys()]).toEqual(commandList.map(({ name }) => name));
});

test('an answer that is not of its schema has none', () => {
  expect(show('machine.forget', { gone: 7 })).toBe(null);
});

describe('menu mirror', () => {
  const file = { sha256: 'a'.repeat(64), checkedBy: null, why: null };

  test('tells what became of the files, what is wrong with some, and what to do', () => {
    const files = [
      {
        ...file,
        url: 'http://m/linux',
        outcome: 'stored',
        sizeBytes: 8_388_608,
        checkedBy: 'http://m/SHA256SUMS',
      },
      { ...file, url: 'http://m/initrd', outcome: 'stored', sizeBytes: 1024 },
      {
        ...file,
        url: 'http://m/image',
        outcome: 'failed',
        sizeBytes: null,
        sha256: null,
        why: 'answers 404',
      },
    ];
    expect(show('menu.mirror', { ok: false, files, storedBytes: 8_389_632 })).toBe(`http://m/image answers 404
Stored 2 files, 8 MiB; checksums of upstream agree for 1
Not fetched: 1 file
8 MiB of the menu are stored on this server.
Try again: what has arrived is kept, and the next run goes on from there.
`);
    expect(show('menu.mirror', { ok: true, files: [], storedBytes: 0 })).toBe(
      'There was nothing to do.\n0 B of the menu are stored on this server.\n',
    );
  });

  test('lists what is stored when nothing else was asked for', () => {
    const stored = {
      ...{ state: 'stored', sizeBytes: 8_388_608, receivedBytes: 8_388_608, sha256: 'a'.repeat(64) },
      ...{ checkedBy: 'http://m/SHA256SUMS', storedAt: '2026-11-19T06:30:00Z', path: '/assets/0/linux' },
    };
    const assets = [
      { ...stored, url: 'http://m/linux', products: ['debian', 'kali'] },
      { ...stored, url: 'http://m/old', products: [], checkedBy: null },
      {
        ...stored,
        url: 'http://m/big',
        state: 'partial',
        receivedBytes: 2_097_152,
        storedAt: null,
        products: ['kali'],
      },
    ];
    const listed = {
      assets,
      running: [],
      folder: '/srv/assets',
      storedBytes: 16_777_216,
      freeBytes: 1_073_741_824,
    };
    expect(show('menu.mirror', listed)).toBe(`STATE         SIZE   STORED   CHECKED  PRODUCTS     URL
stored        8 MiB  2 d ago  yes      debian,kali  http://m/linux
unused        8 MiB  2 d ago                        http://m/old
partial 25 %  8 MiB           yes      kali         http://m/big
2 files stored in /srv/assets: 16 MiB, 1 GiB free.
No choice names the unused ones any more: netberth menu mirror --prune
Mirror their product again to fetch the rest of the partial ones.
`);
  });
});

describe('machine show', () => {
  test('tells identity, grant and history as one story', () => {
    const event = {
      id: 1,
      at: '2026-11-21T06:24:00Z',
      severity: 'alert',
      kind: 'foreignAddress',
      message: 'asked from 192.0.2.99: got the disk',
      machineId: 7,
    };
    const disk = {
      ...boot,
      number: 11,
      decision: 'disk',
      profile: null,
      step: null,
      grantId: null,
      files: [],
      callbacks: [],
      startedAt: null,
      finishedAt: null,
      reasonCode: 'NB1001',
      reason: 'it has no grant',
    };
    expect(
      show('machine.show', {
        ...{ ...machine, state: 'installing', grant, installProgress, facts: null },
        ...{ boots: [boot, disk], events: [event] },
      }),
    ).toBe(`Machine 7 (web1) is installing

MACs             52:54:00:12:34:56, 52:54:00:12:34:57
Serial number    ABC123
UUID             4c4c4544-0042-3510-8052-b4c04f4e3232
Address          192.0.2.10
Network          192.0.2.10/24 via 192.0.2.1 in VLAN 7 on ens3 (52:54:00:12:34:56); DNS 192.0.2.3
Installer        packages, 2 min ago
Last seen        3 min ago at 192.0.2.10
Without a grant  boots disk
Labels           rack=7
Metadata         role=web, disks=["sda"]
Hardware         platform=efi
Known since      2026-11-19 06:30:00 UTC

Grant 3 (live) by anna, because "new disks"
  ✓ wipe
  ▶ image1
  · firstboot
  until 2026-11-21 10:30 UTC (in 4 h); started 1 of at most 2 times
  for 192.0.2.10 alone

Boots, newest first
#12  2026-11-21 06:25:00 UTC  from 192.0.2.10  image1 (step 2 of grant 3)
    NB1006 grant 3 serves image1, step 2 of 3
    fetched linux  8 MiB of 8 MiB  100%  in 340 ms
    fetched image.xz  1 GiB of 2 GiB  50%  in 3 min 20 s
    2026-11-21 06:26:10 UTC  install started
    2026-11-21 06:28:00 UTC  post-install
    2026-11-21 06:29:00 UTC  finish  step 2 is done
    2026-11-21 06:29:00 UTC  finished
#11  2026-11-21 06:25:00 UTC  from 192.0.2.10  disk
    NB1001 it has no grant

Events
  2026-11-21 06:24:00 UTC  alert  foreignAddress: asked from 192.0.2.99: got the disk
`);
  });

  test('names the command for older boots where as many came as were asked for', () => {
    const output = { ...machine, facts: null, boots: [boot], events: [] };
    expect(show('machine.show', output, { input: { boots: 1 } })).toContain(
      '\nOlder: netberth machine show 7 --boots 1 --before 12\n',
    );
    expect(show('machine.show', output, { input: { boots: 2 } })).not.toContain('Older');
  });

  test('says which place a machine has that waits for its turn, and until when', () => {
    expect(
      show('machine.show', { ...machine, grant, downloadTurn, facts: null, boots: [], events: [] }),
    ).toContain('\nWaits            for its turn to fetch image1: place 3 of 40, in 6 min\n');
  });

  test('shows the proof of a wipe a line for each disk', () => {
    const detail = 'sda (ST4000): overwrite in 9 s\nnvme0n1 (PM9A3): nvme format in 1 s\x1b[2J';
    const wiped = { ...boot, callbacks: [{ at: '2026-11-21T06:28:00Z', kind: 'wipe', detail }] };
    expect(show('machine.show', { ...machine, facts: null, boots: [wiped], events: [] })).toContain(
      `    2026-11-21 06:28:00 UTC  wipe
      | sda (ST4000): overwrite in 9 s
      | nvme0n1 (PM9A3): nvme format in 1 s\\x1b[2J
`,
    );
  });

  test('shows what a hostile machine says of itself and obeys none of it', () => {
    const hostile = {
      ...machine,
      hostname: null,
      state: 'failed',
      stateReason: 'said \u0007"\u202egnp.exe"\nroot@host:~# ',
      macs: [],
      serial: '\u001b[2J\u001b]0;owned\u0007',
      uuid: null,
      address: null,
      network: null,
      labels: {},
      metadata: { note: 'a\r\nb' },
      hardware: { product: '\u009b31mred\u2028' },
      lastSeenAt: null,
      lastAddress: null,
      downloadTurn: null,
      installProgress: null,
      pendingSteps: ['wipe', 'image1'],
      boots: [],
      facts: null,
      events: [],
    };
    expect(show('machine.show', hostile))
      .toBe(`Machine 7 is failed: said \\x07"\\u{202e}gnp.exe"\\x0aroot@host:~#${' '}

Serial number    \\x1b[2J\\x1b]0;owned\\x07
Last seen        never
Without a grant  boots disk
Metadata         note=a\\x0d\\x0ab
Hardware         product=\\x9b31mred\\u{2028}
Known since      2026-11-19 06:30:00 UTC

From KIWIspray, waiting for a person: netberth machine grant 7 wipe,image1
`);
    const coloured = show('machine.show', hostile, { paint: withColours() }) ?? '';
    expect(coloured).toContain('\\x1b[2J');
    expect(coloured).not.toContain('\u001b[2J');
  });
});

describe('machine list', () => {
  test('is a table of what each machine is and boots next', () => {
    const machines = [
      { ...machine, state: 'installing', grant, installProgress },
      {
        ...machine,
        id: 12,
        state: 'held',
        hostname: '主机一号',
        macs: ['52:54:00:00:00:01'],
        serial: '\u001b[2J',
        lastSeenAt: null,
        lastAddress: null,
        downloadTurn: null,
        installProgress: null,
        address: null,
      },
      { ...machine, id: 130, hostname: null, macs: [], serial: null, pendingSteps: ['image1'] },
      { ...machine, id: 131, state: 'granted', hostname: 'web9', grant, downloadTurn },
    ];
    expect(show('machine.list', { machines, next: null })).toBe(
      `ID   STATE                          NAME      MAC                   SERIAL   ADDRESS     SEEN       NEXT
7    installing: packages           web1      52:54:00:12:34:56 +1  ABC123   192.0.2.10  3 min ago  image1,firstboot
12   held                           主机一号  52:54:00:00:00:01     \\x1b[2J  -           never      disk
130  new                            -         -                     -        192.0.2.10  3 min ago  what new machines get; image1 waits for a grant
131  granted: waits, place 3 of 40  web9      52:54:00:12:34:56 +1  ABC123   192.0.2.10  3 min ago  image1,firstboot
`,
    );
  });

  test('that is empty says how to get the first entry', () => {
    expect(show('machine.list', { machines: [], next: null })).toBe(
      'No machine is known yet.\nBoot one from this server (`netberth serve` says how), or add one: netberth machine add --mac 52:54:00:12:34:56\n',
    );
    for (const input of [{ state: 'held' }, { fact: 'memory>=64GiB' }])
      expect(show('machine.list', { machines: [], next: null }, { input })).toBe(
        'No machine matches. All of them: netberth machine list\n',
      );
  });
});

test('machine explain tells the decision, why, the way out, and the script', () => {
  const explained = {
    machineId: 7,
    decision: 'disk',
    profile: null,
    step: null,
    reasonCode: 'NB1001',
    reason: 'it has no grant',
    wayOut: 'To install it: netberth machine grant 7 PROFILE',
    script: '#!ipxe\necho \u001b[31mhello\nsanboot --drive 0x80 || exit\n',
    rules: [{ rule: 'lab', mode: 'learn', text: 'would be granted web' }],
  };
  expect(show('machine.explain', explained)).toBe(`Machine 7 would get: disk
  Why        it has no grant (NB1001)
  To change  To install it: netberth machine grant 7 PROFILE
  Rule       lab (learns): would be granted web
  Script
    #!ipxe
    echo \\x1b[31mhello
    sanboot --drive 0x80 || exit
`);
});

describe('a change says what was done and what comes next:', () => {
  const line = (command: string, output: unknown, input = {}) => show(command, output, { input });

  test('grant', () => {
    expect(
      line('machine.grant', {
        ...machine,
        proposal: null,
        state: 'granted',
        grant: { ...grant, steps: ['wipe', 'image1'] },
      }),
    ).toBe(
      'Machine 7 (web1) will get wipe, then image1, at its next boots until 2026-11-21 10:30 UTC (in 4 h).\nNext: restart it; follow with `netberth machine show 7`.\n',
    );
  });

  test('add, set, revoke, hold, unhold, forget', () => {
    expect(line('machine.add', machine)).toBe(
      'Machine 7 (web1) is known now; it boots what new machines get until it has a grant.\nNext: netberth machine grant 7 PROFILE\n',
    );
    expect(line('machine.set', machine, { machine: '7', hostname: 'web1', metadata: {} })).toBe(
      'Machine 7 (web1): hostname, metadata changed. See: netberth machine show 7\n',
    );
    expect(line('machine.set', machine, { machine: '7' })).toBe(
      'Machine 7 (web1) is as it was: no flag was given. See: netberth help machine set\n',
    );
    expect(line('machine.revoke', machine)).toBe(
      'Machine 7 (web1) has no grant any more: its next boot gets what new machines get. An install that is already writing goes on.\n',
    );
    expect(line('machine.hold', machine)).toBe(
      'Machine 7 (web1) is held: it boots its disk until `netberth machine unhold 7`.\n',
    );
    expect(line('machine.unhold', machine)).toBe(
      'Machine 7 (web1) is let go: it is new again. See: netberth machine explain 7\n',
    );
    expect(line('machine.forget', { forgotten: 7 })).toBe(
      'Machine 7 is forgotten. If it boots again, it is a new machine.\n',
    );
  });

  test('import of machines', () => {
    const imported = {
      added: 1,
      unchanged: 2,
      runningInstalls: 0,
      pending: [{ id: 5, steps: ['wipe', 'image1'] }],
      warnings: ['line 3: the serial "0" identifies nobody'],
      machines: [
        {
          ...{ id: null, place: 'line 2 (web1)', hostname: 'web1', macs: ['52:54:00:00:00:01'] },
          ...{ address: '192.0.2.1', labels: {}, state: 'new' },
        },
      ],
    };
    expect(line('machine.import', imported, { dryRun: true }))
      .toBe(`Nothing was changed; this would come in: 1 machine; known already: 2; running installs: 0.
FROM           HOST NAME  MACS               ADDRESS    STATE
line 2 (web1)  web1       52:54:00:00:00:01  192.0.2.1  new
Warning: line 3: the serial "0" identifies nobody
These wait for a person to grant what KIWIspray had for them:
  netberth machine grant 5 wipe,image1
Next: the same without --dry-run
`);
  });
});

describe('profiles', () => {
  const profile = {
    name: 'image1',
    destructive: true,
    retryAfterStart: false,
    isPrivate: false,
    proof: 'none',
    spec: { method: 'linux', kernel: 'linux', initrds: ['initrd'], args: 'quiet' },
    answers: { 'ks.cfg': 'templates/ks.cfg' },
    postInstall: null,
    files: [{ path: 'linux', sizeBytes: 8_388_608, sha256: 'a'.repeat(64), role: 'kernel' }],
    importedAt: '2026-11-21T05:30:00Z',
    importedBy: 'anna',
    warnings: ['nobody sets @ROLE@'],
  };

  test('are listed, or the first is asked for', () => {
    expect(show('profile.list', { profiles: [profile], next: null }))
      .toBe(`NAME    DESTRUCTIVE  BOOTS AS  FILES  SIZE   IMPORTED  WARNINGS
image1  yes          linux     1      8 MiB  1 h ago   1
`);
    expect(show('profile.list', { profiles: [], next: null })).toBe(
      'There is no profile yet.\nImport an image: netberth profile import IMAGE [--name NAME] (an ISO, a folder or a tar)\nOr save a choice of the menu: netberth profile create NAME --product PRODUCT\n',
    );
  });

  test('that are saved choices say what was chosen', () => {
    const saved = {
      ...profile,
      ...{
        name: 'web',
        answers: { 'preseed.cfg': 'preseed.cfg' },
        files: [],
        warnings: [],
        postInstall: null,
      },
      spec: {
        method: 'choice',
        product: 'debian',
        choice: { release: 'trixie' },
        inputs: { preseed: '{{ urls.answers }}/preseed.cfg' },
        ...{ mirror: null, arch: null, args: '' },
        settings: { user: 'ops', packages: ['nginx', 'curl'], password: '[secret]', 'ssh-keys': [] },
      },
    };
    expect(show('profile.create', saved)).toBe(
      'Made web: it can erase data, so it boots only under a grant.\n' +
        'What a machine would be answered: netberth profile show web --machine ID\n' +
        'Next: netberth machine grant ID web\n',
    );
    expect(show('profile.show', saved)).toContain(`Boots as         choice
Product          debian
Choice           release=trixie
Inputs           preseed={{ urls.answers }}/preseed.cfg
  user           ops
  packages       nginx, curl
  password       [secret]
  ssh-keys       none
`);
    const memoryOf = (memoryMib: object) =>
      show('profile.show', { ...saved, spec: { ...saved.spec, memoryMib } })?.match(/^Memory .*$/m)?.[0];
    expect(memoryOf({ bios: 1152 })).toBe('Memory           1152 MiB or more on BIOS');
    expect(memoryOf({ bios: 2176, efi: 2176 })).toBe('Memory           2176 MiB or more');
    const preview = {
      machineId: 7,
      answers: [{ name: 'preseed.cfg', text: 'd-i a/b string c\n' }],
      postInstall: null,
      problems: ['user-data: undefined variable: machine.hostname'],
    };
    const shown = `preseed.cfg for machine 7:

d-i a/b string c

Not possible: user-data: undefined variable: machine.hostname
`;
    expect(show('profile.reveal', preview)).toBe(shown);
    expect(show('profile.show', { ...saved, preview })).toContain(
      `${shown}\nWith their secrets: netberth profile reveal web --machine 7\n`,
    );
  });

  test('are shown with files and warnings', () => {
    expect(show('profile.show', profile)).toBe(`image1
Destructive      yes: it boots only under a grant
After its start  the disk
Files            for everybody who reaches the boot plane
Boots as         linux
Kernel           linux
Initrds          initrd
Arguments        quiet
Answers          ks.cfg (templates/ks.cfg)
Imported         2026-11-21 05:30:00 UTC by anna

FILE   ROLE    SIZE   SHA256
linux  kernel  8 MiB  ${'a'.repeat(64)}

Warning: nobody sets @ROLE@
`);
  });

  test('say after the import what to do next', () => {
    expect(show('profile.import', profile)).toBe(
      'Imported image1: 1 file, 8 MiB, checksums verified.\nWarning: nobody sets @ROLE@\nNext: netberth machine grant ID image1\n',
    );
    expect(show('profile.import', { ...profile, destructive: false, warnings: [] })).toBe(
      'Imported image1: 1 file, 8 MiB, checksums verified.\nNext: netberth machine set ID --resting image1, or netberth machine grant ID image1\n',
    );
  });

  test('are checked', () => {
    const input = { profile: 'image1' };
    expect(show('profile.check', { ok: true, machines: 3, problems: [] }, { input })).toBe(
      'image1 is in order: files verified, scripts rendered for 3 machines.\n',
    );
    expect(
      show(
        'profile.check',
        { ok: false, machines: 3, problems: ['machine 7: no value for role'] },
        { input },
      ),
    ).toBe('image1 has problems:\n  machine 7: no value for role\n');
  });
});

test('what was applied is told with what people have changed since', () => {
  const at = '2026-11-21T06:30:00Z';
  expect(show('configuration.applied', { applies: [], described: [], changed: [] })).toBe(
    'No configuration was applied to this server.\nBegin with its present state: netberth export FOLDER\n',
  );
  const change = { kind: 'machine', name: 'web1', appliedAt: at, changedAt: at };
  expect(
    show('configuration.applied', {
      applies: [{ at, by: 'anna', changes: 2, machines: 1, grants: 0, reason: null }],
      described: [{ kind: 'machine', count: 2, appliedAt: at }],
      changed: [{ ...change, by: 'anna', command: 'machine.set' }],
    }),
  ).toMatchInlineSnapshot(`
    "DESCRIBED  COUNT  LAST APPLIED
    machine    2      just now
    Last apply: anna, just now, 2 changes.
    CHANGED SINCE  NAME  WHEN      BY    COMMAND
    machine        web1  just now  anna  machine.set
    What differs now: netberth plan FOLDER
    "
  `);
});

test('the channels of a server are listed with the address to try', () => {
  const none = { repository: null, bootUrl: null, bootPort: 8080, channels: [] };
  expect(show('channel.served', none)).toContain('set channels.repository');
  const channel = {
    ...{ channel: 'pr-12', version: 'abc', publishedAt: '2026-11-21T06:30:00Z', expiresAt: null },
    ...{ source: 'refs/pull/12/head of https://git.example/menus.git', sizeBytes: 2000 },
    path: '/channels/pr-12/menu.ipxe',
  };
  expect(
    show('channel.served', { ...none, repository: 'https://git.example/menus.git', channels: [channel] }),
  ).toMatchInlineSnapshot(`
      "CHANNEL  BUILT     ENDS   SIZE   FROM
      pr-12    just now  never  2 KiB  refs/pull/12/head of https://git.example/menus.git
      To try one, at the prompt of iPXE: chain http://SERVER:8080/channels/pr-12/menu.ipxe
      "
    `);
  expect(show('channel.end', { ended: 'pr-12' })).toBe('Channel pr-12 has ended.\n');
});

test('disks that machines have sent are listed, and what a removal frees is told', () => {
  expect(show('capture.list', { captures: [] })).toContain('No machine has sent its disk.');
  const capture = {
    ...{ machine: 7, hostname: 'web7', bootNumber: 3, profile: 'rescue', sizeBytes: 2_000_000 },
    ...{ sha256: '0'.repeat(64), receivedAt: '2026-11-21T06:30:00Z', fault: null },
  };
  expect(show('capture.list', { captures: [capture] })).toMatchInlineSnapshot(`
    "ID  MACHINE           SENT BY  SIZE     CAME      NOT USABLE BECAUSE
    7   Machine 7 (web7)  rescue   1.9 MiB  just now
    Make a profile of one: netberth profile capture NAME ID
    "
  `);
  expect(show('capture.remove', { removed: 7, freedBytes: 2_000_000 })).toBe(
    'The disk that machine 7 has sent is removed (1.9 MiB).\n',
  );
});

test('a token is shown once', () => {
  const token = {
    id: 3,
    name: 'ci',
    permissions: ['machine:read', 'machine:grant'],
    createdBy: 'anna',
    createdAt: '2026-11-21T06:30:00Z',
    expiresAt: '2027-02-19T06:30:00Z',
    lastUsedAt: null,
  };
  expect(show('token.create', { ...token, token: 'nb_x', server: 'https://boot.example:8443' })).toBe(
    'Token 3 (ci), until 2027-02-19 06:30 UTC (in 90 d). It is shown only now:\n\n  nb_x\n\nUse it: NETBERTH_TOKEN=… netberth --server https://boot.example:8443 machine list\n',
  );
  expect(show('token.list', { tokens: [token] }))
    .toBe(`ID  NAME  PERMISSIONS                  MADE BY  EXPIRES  USED
3   ci    machine:read, machine:grant  anna     in 90 d  never
`);
});

test('the audit log is listed and verified', () => {
  const record = {
    id: 1,
    at: '2026-11-21T06:30:00Z',
    actor: 'anna',
    origin: 'socket',
    command: 'machine.grant',
    target: 'machine:7',
    before: null,
    after: null,
    reason: 'new disks',
  };
  expect(show('audit.list', { records: [record], next: null }))
    .toBe(`ID  TIME                     WHO   FROM    COMMAND        TARGET     WHY
1   2026-11-21 06:30:00 UTC  anna  socket  machine.grant  machine:7  new disks
`);
  expect(
    show('audit.verify', { ok: false, records: 9, removed: 0, problems: ['record 4 was changed'] }),
  ).toBe(
    'The audit log is broken:\n  record 4 was changed\nKeep a copy of the database and compare it with your last backup before you go on.\n',
  );
});

test('machine log shows the last lines of an installer, and obeys none of them', () => {
  const line = { at: '2026-11-21T06:28:01Z', way: 'syslog', severity: 6, program: 'main-menu' };
  const log = {
    ...{ boot: 12, stage: 'packages', lineCount: 2000, droppedCount: 71 },
    lines: [
      { ...line, text: "INFO: Menu item 'pkgsel' selected" },
      { ...line, severity: 3, program: '', text: 'E: \u001b[2Jno mirror' },
    ],
  };
  expect(show('machine.log', log)).toBe(`Boot 12, at packages: the last 2 of 2000 lines; 71 more were dropped
06:28:01 main-menu: INFO: Menu item 'pkgsel' selected
06:28:01 E: \\x1b[2Jno mirror
`);
  expect(show('machine.log', { boot: null, stage: null, lines: [], lineCount: 0, droppedCount: 0 })).toMatch(
    /^Its installers have said nothing\./,
  );
});
