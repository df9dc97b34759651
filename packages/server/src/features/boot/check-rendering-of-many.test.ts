import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqlite } from '../../database/sqlite-database.ts';
import type { Database } from '../../database/work.ts';
import { noLocalFiles } from '../catalogue/menu-content.ts';
import { addIdentifiers } from '../machines/identifier-store.ts';
import { setLabels } from '../machines/label-store.ts';
import type { MachineRecord, Metadata } from '../machines/machine-record.ts';
import { blankMachine, insertMachine } from '../machines/machine-store.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { checkRendering } from './check-rendering.ts';
import { checkRenderingOfMany } from './check-rendering-of-many.ts';

const menu = {
  get content(): never {
    throw new Error('no menu is needed');
  },
  files: noLocalFiles,
  loaders: { memdisk: 'http://l.example/memdisk', wimboot: 'http://l.example/wimboot' },
  revision: '0',
};

let database: Database;
beforeAll(async () => {
  database = await openSqlite(':memory:', Date.now);
});
afterAll(() => database.close());

const word = fc.constantFrom(
  'web',
  'db',
  'a b',
  "o'neil",
  'x;y',
  '',
  '${',
  'line\nbreak',
  '\u0001',
  '[boot-id]',
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const machineArbitrary = fc.record({
  hostname: fc.constantFrom(null, 'web1', 'db-1', 'a.example'),
  address: fc.constantFrom(null, '192.0.2.7', '192.0.2.8'),
  serial: fc.constantFrom(null, 'SER', 'A B', 'ẞ$'),
  macCount: fc.integer({ min: 0, max: 3 }),
  role: maybe(
    fc.oneof(word, fc.integer(), fc.constantFrom<Metadata[string]>(null, ['web', 'a b'], { web: 1 })),
  ),
  rack: maybe(word.filter((text) => text !== '')),
  gateway: fc.constantFrom(undefined, '192.0.2.1', 'nonsense'),
  platform: fc.constantFrom('pcbios', 'efi', 'o\u0001'),
});

/** Each of these fails for some machines, and not for others. */
const liquid = fc.constantFrom(
  ...[
    '{{ machine.hostname }}',
    '{{ machine.hostname | sh }}',
    '{{ machine.hostname | upcase }}',
    '{{ machine.id }}',
  ],
  ...[
    '{{ machine.metadata.role }}',
    '{{ machine.metadata.role | line }}',
    '{{ machine.metadata.role | xml }}',
  ],
  ...[
    '{{ machine.metadata.role | raw }}',
    '{{ machine.metadata.role | url_host }}',
    '#{{ machine.hostname }}',
  ],
  ...[
    '{{ machine.labels.rack }}',
    '{{ machine.labels | json }}',
    '{{ machine.macs[1] }}',
    '{{ machine.mac }}',
  ],
  ...['{{ machine.macs }}', '{{ machine.serial }}', '{{ machine.serial | yaml }}', '{{ machine | json }}'],
  ...[
    '{{ machine.network.address }}',
    '{{ machine.network | json }}',
    '{{ machine.metadata[machine.hostname] }}',
  ],
  ...[
    '{{ machine.metadata.role.web }}',
    '{{ machine.hardware.platform }}',
    '{{ machine.none }}',
    '${{{ machine.hostname }}',
  ],
  '{% if machine.metadata.role == "web" %}{{ machine.labels.rack }}{% endif %}',
  '{% unless machine.id == 2 %}{{ machine.metadata.role }}{% endunless %}',
  '{% for mac in machine.macs %}{{ mac }}{% else %}{{ machine.serial }}{% endfor %}',
  '{% assign x = machine.metadata.role %}{{ x }}',
  '{% capture x %}{{ machine.hostname }}{% endcapture %}{% if x == "web1" %}{{ machine.none }}{% endif %}',
  '{% case machine.hostname %}{% when "web1" %}{{ machine.labels.rack }}{% else %}{{ machine.address }}{% endcase %}',
  '{% if urls.finish contains "id=3&" %}{{ machine.none }}{% endif %}',
  '{{ urls.files }} {{ urls.server | url_host }} {{ boot.id }} {{ profile.name }}',
);
const placeholders = fc.constantFrom(
  ...['@hostname@', '@serial@', '@macs@', '@uuid@', '@metadata.role@', '@HOST_DATA@', '@id@'],
  ...['root@metadata.role@hostname@', 'x@metadata.none@metadata.role@'],
);
const several = (one: fc.Arbitrary<string>) =>
  fc.array(one, { minLength: 1, maxLength: 3 }).map((some) => some.join(' '));

function profileOf(args: string, answer: string, kiwispray: string, isKiwispray: boolean): ProfileRecord {
  const linux = { method: 'linux' as const, kernel: 'vmlinuz', initrds: [], args };
  return {
    ...{ id: 1, version: 1, name: 'image1', folder: 'image1', destructive: true, retryAfterStart: false },
    ...{
      isPrivate: false,
      proof: 'none',
      locked: [],
      files: [],
      warnings: [],
      importedAtMs: 1,
      importedBy: 'test',
    },
    spec: isKiwispray ? { method: 'kiwispray', template: 'host.tmpl' } : linux,
    answers: { 'answer.yaml': 'answer.liquid' },
    postInstall: 'post_install.tmpl',
    templates: { 'answer.liquid': answer, 'post_install.tmpl': kiwispray, 'host.tmpl': kiwispray },
  };
}

let macs = 0;
function* insert(values: typeof machineArbitrary extends fc.Arbitrary<infer Value> ? Value : never) {
  const { hostname, address, role, gateway, platform } = values;
  const metadata = {
    ...(role !== undefined && { role }),
    ...(gateway !== undefined && { gateway, prefix: '24' }),
  };
  const machine = yield* insertMachine(
    { ...blankMachine, hostname, address, metadata, hardware: { platform } },
    1,
  );
  const own = Array.from({ length: values.macCount }, () => {
    macs += 1;
    return `52:54:00:${macs
      .toString(16)
      .padStart(6, '0')
      .replaceAll(/(..)(?!$)/g, '$1:')}`;
  });
  const serial = values.serial === null ? null : `${values.serial}${machine.id}`;
  yield* addIdentifiers(machine.id, { macs: own, uuid: null, serial });
  if (values.rack !== undefined) yield* setLabels(machine.id, { rack: values.rack });
  return machine;
}

test('whatever the templates and the machines are, many checked at once are refused as each alone is', async () => {
  const seen = { refused: 0, taken: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(machineArbitrary, { minLength: 2, maxLength: 8 }),
      ...([several(liquid), several(liquid), several(placeholders)] as const),
      fc.boolean(),
      async (values, args, answer, kiwispray, isKiwispray) => {
        const profile = profileOf(args, answer, kiwispray, isKiwispray);
        const machines: MachineRecord[] = [];
        for (const each of values) machines.push(await database.write(() => insert(each)));
        const atOnce = await database.read(() => checkRenderingOfMany(menu)(machines, profile));
        for (const machine of machines) {
          const [alone] = await database.read(() => checkRendering(menu)(machine, profile));
          expect([machine.id, atOnce.has(machine.id)]).toEqual([machine.id, alone !== undefined]);
          seen[alone === undefined ? 'taken' : 'refused'] += 1;
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(seen.refused).toBeGreaterThan(100);
  expect(seen.taken).toBeGreaterThan(100);
});
