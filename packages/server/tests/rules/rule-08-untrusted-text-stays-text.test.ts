import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineExplain, machineGrant, machineSet } from '@netberth/api';
import { capabilitySets, lintText, parseScript } from '@netberth/ipxe';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseBootRequest } from '../../src/features/boot/parse-boot-request.ts';
import { hostileTexts, hostileValue } from '../harness/hostile-text.ts';
import { installer, kiwisprayImage, withManifest } from '../harness/images.ts';
import { headline, profileIn } from '../harness/read-script.ts';
import { ServerProcess } from '../harness/server-process.ts';
import { TestApp } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'wait', 'kiwispray-open-listing': 'true' });
  await app.import('live1', { ...installer, ...withManifest() }, { nonDestructive: true });
});
afterAll(() => app.stop());

const parameters = [
  ...Array.from({ length: 8 }, (_, index) => `net${index}`),
  ...[
    'dhcp_mac',
    'serial',
    'uuid',
    'asset',
    'manufacturer',
    'product',
    'platform',
    'buildarch',
    'cpu',
    'version',
    'medium',
    'key',
  ],
  ...['pick', 'id', 'bootid', 'unknown', '__proto__', 'constructor'],
];

/** The commands of a script by name, with the operators before them; a label is `:name`. */
function commandsOf(script: string): string[] {
  return parseScript(script).script.statements.flatMap((statement) => {
    if (statement.kind === 'label') return [`:${statement.name}`];
    if (statement.kind !== 'command') return [];
    return statement.commands.map(({ operator, words }) => {
      const [name] = words[0]?.segments ?? [];
      return `${operator ?? ''}${typeof name === 'string' ? name : ''}`;
    });
  });
}

const ownDisk = ['iseq', '||goto', 'exit', ':local_bios', 'isset', '||set', 'sanboot', '||exit'];
const diskCommands = ['echo', 'echo', ...ownDisk];
const waitCommands = [
  ...['echo', 'echo', 'echo', 'echo', 'echo', 'set', 'prompt', '&&goto', '||', 'chain', '||goto', ':disk'],
  ...ownDisk,
];

function errorsOf(script: string) {
  return (['pcbios', 'efi'] as const).flatMap((platform) =>
    lintText(script, { ...capabilitySets['debian-bookworm'], platform }).filter(
      ({ severity }) => severity === 'error',
    ),
  );
}

/** Ours. Nothing else is expanded, whatever a machine says. */
const ourSettings: readonly string[] = ['${platform}', '${netberth_drive}', '${netberth_failures}'];

/** What must be true of every script, whatever the request was. */
function expectOnlyText(script: string, isOneOf: readonly (readonly string[])[]): void {
  expect(parseScript(script).problems).toEqual([]);
  expect(errorsOf(script)).toEqual([]);
  expect(isOneOf).toContainEqual(commandsOf(script));
  const expansions = script.match(/\$\{[^}]*\}?/g) ?? [];
  expect(expansions.filter((each) => !ourSettings.includes(each))).toEqual([]);
}

const hostileQuery = fc
  .array(fc.tuple(fc.constantFrom(...parameters), hostileValue), { minLength: 1, maxLength: 14 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'))
  .filter((query) => query.length < 12_000);

describe('whatever stands in the parameters of /bootstrap, repeated or broken', () => {
  test('a new machine gets the commands of the wait script or of the disk script, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(hostileQuery, fc.boolean(), async (query, hasMac) => {
        const mac = hasMac ? `&net3=${app.newMac()}` : '';
        const { status, text } = await app.ask(`/bootstrap?${query}${mac}`);
        expect(status).toBe(200);
        expectOnlyText(text, [diskCommands, waitCommands]);
      }),
      { numRuns: 200 },
    );
  });

  test('a machine under a profile that shows them gets the commands of that profile, or the disk and an alert', async () => {
    const args =
      'args: serial={{ machine.hardware.product }} name={{ machine.hardware.asset }} bootid={{ boot.id }}';
    await app.import(
      'shows',
      { ...installer, 'profile.yaml': `kernel: vmlinuz\n${args}\n` },
      { nonDestructive: true },
    );
    const machine = await app.addMachine();
    await app.boot({ ...machine.presented, product: 'X1', asset: 'A1' });
    await app.run(machineSet, { machine: String(machine.id), resting: 'shows' });
    const { script: harmless } = await app.boot({ ...machine.presented, product: 'X1', asset: 'A1' });
    expect(profileIn(harmless)).toBe('shows');
    const commands = commandsOf(harmless);
    expectOnlyText(harmless, [commands]);
    await fc.assert(
      fc.asyncProperty(hostileValue, hostileValue, async (product, asset) => {
        const net0 = machine.presented['net0'] ?? '';
        const { text } = await app.ask(`/bootstrap?net0=${net0}&product=${product}&asset=${asset}`);
        expectOnlyText(text, [commands, diskCommands]);
        const isServed = profileIn(text) !== null;
        expect(headline(text)).toMatch(isServed ? /^NB1007/ : /^NB1111/);
      }),
      { numRuns: 80 },
    );
  });

  test('10 kB in one parameter', async () => {
    const { text } = await app.ask(
      `/bootstrap?net0=${app.newMac()}&serial=${'%7C%7C%20shell%20'.repeat(600)}`,
    );
    expectOnlyText(text, [waitCommands]);
    expect(text).toContain('echo serial: none\n');
  });
});

describe('as the serial number of a new machine', () => {
  let fresh: TestApp;
  beforeAll(async () => {
    fresh = await TestApp.start({ 'new-machines': 'wait' });
  });
  afterAll(() => fresh.stop());

  test.each(hostileTexts)('%j changes no line but the one that shows it', async (serial) => {
    const plain = await fresh.boot({ net0: fresh.newMac() });
    const hostile = await fresh.boot({ net0: fresh.newMac(), serial });
    const withoutShown = (script: string) =>
      script
        .replaceAll(/(machine|grant) \d+/g, '$1 N')
        .replace(/^echo MACs: .*$/m, '')
        .replace(/^echo serial: .*$/m, '')
        .replace(/^set netberth_waiting \d+$/m, '');
    expect(withoutShown(hostile.script)).toBe(withoutShown(plain.script));
    expect(hostile.script).not.toMatch(/[0-9a-f]{32}/);
  });
});

test.each(['__NETBERTH_BOOT_ID__', '__NETBERTH_BOOT_NUMBER__', '[BOOT-ID]'])(
  '%s, which looks like something of ours, is a serial number like any other',
  async (serial) => {
    const { script } = await app.boot({ net0: app.newMac(), serial: `1${serial}` });
    expect(script).toContain(`\necho serial: 1${serial}\n`);
  },
);

test('a picked profile that is no name of one is none', () => {
  for (const pick of ['\0', 'a b', '../x', 'a'.repeat(65), 'é']) {
    expect(parseBootRequest({ pick }, '192.0.2.1', 'http://192.0.2.2').pick).toBeNull();
  }
  expect(parseBootRequest({ pick: 'rescue' }, '192.0.2.1', 'http://192.0.2.2').pick).toEqual({
    kind: 'profile',
    name: 'rescue',
  });
});

describe('in what installers fetch', () => {
  const files = {
    ...installer,
    'profile.yaml': [
      'kernel: vmlinuz',
      'args: bootid={{ boot.id }}',
      'destructive: false',
      'answers: { sh: sh.liquid, yaml: yaml.liquid, json: json.liquid, bare: bare.liquid, kiwispray: kiwispray.tmpl }',
      '',
    ].join('\n'),
    'sh.liquid': 'value={{ machine.metadata.text | sh }}\n',
    'yaml.liquid': 'before: 1\nvalue: {{ machine.metadata.text | yaml }}\nafter: 2\n',
    'json.liquid': '{"value": {{ machine.metadata.text | json }}, "after": 2}\n',
    'bare.liquid': 'value={{ machine.metadata.number }}\n',
    'kiwispray.tmpl': 'value=@metadata.number@\n',
  };

  beforeAll(() => app.import('answers', files));

  test.each(hostileTexts.filter((text) => !text.includes('\0')))(
    '%j is a shell word, a YAML value, a JSON value: itself and nothing else',
    async (text) => {
      const machine = await app.addMachine({ metadata: { text, number: 7 }, resting: 'answers' });
      const { bootId } = await app.boot(machine.presented);
      const fetch = async (name: string) => (await app.ask(`/config/${machine.id}/${bootId}/${name}`)).text;
      const shell = execFileSync('sh', ['-c', `${await fetch('sh')}printf %s "$value"`]).toString();
      expect(shell).toBe(text);
      expect(parse(await fetch('yaml'))).toEqual({ before: 1, value: text, after: 2 });
      expect(JSON.parse(await fetch('json'))).toEqual({ value: text, after: 2 });
    },
  );

  test('without a filter only one plain word is let through', async () => {
    const machine = await app.addMachine({ metadata: { text: 'x', number: 7 }, resting: 'answers' });
    const { bootId } = await app.boot(machine.presented);
    const fetch = async (name: string) => (await app.ask(`/config/${machine.id}/${bootId}/${name}`)).text;
    expect([await fetch('bare'), await fetch('kiwispray')]).toEqual(['value=7\n', 'value=7\n']);
    const set = { machine: String(machine.id), metadata: { number: '7; reboot' } };
    expect(await app.refusal(machineSet, set)).toContain(
      'bare: the value "7; reboot" is not one plain word: write | sh, | json, | yaml or | raw behind it',
    );
  });
});

describe('in KIWIspray’s @name@ files', () => {
  beforeAll(() => app.import('kiwi1', kiwisprayImage));

  test.each([
    'a;b',
    'a"b',
    "a'b",
    'a`b',
    'a$b',
    'a|b',
    'a&b',
    'a\\b',
    'a<b',
    'a>b',
    'a(b',
    'a*b',
    'a!b',
    'a#b',
    'é',
    '@id@x!',
  ])('a value with %j is refused when it is granted', async (value) => {
    const machine = await app.addMachine({ metadata: { role: value } });
    expect(await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['kiwi1'] })).toBe(
      `NB3013 kiwi1 cannot be rendered for machine ${machine.id}: the post-install script: the value ${JSON.stringify(value)} of @metadata.role@ is not plain text. Set what is missing (netberth machine set ${machine.id} --hostname NAME, or --metadata name=value) or mend the template.`,
    );
  });

  test('all of A-Z a-z 0-9 blank . _ : / @ + - is let through', async () => {
    const machine = await app.addMachine({ metadata: { role: 'Az 09 ._:/@+-' } });
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['kiwi1'] });
    const { bootId } = await app.boot(machine.presented);
    expect((await app.call('/post-install', machine, bootId)).text).toBe(
      [
        '#!/bin/bash',
        'if [ "Az 09 ._:/@+-" != "@metadata"."role@" ]; then echo "Az 09 ._:/@+-" > /etc/role; fi',
        `curl '${app.bootUrl}/finish?id=${machine.id}&bootid=${bootId}'`,
        '',
      ].join('\n'),
    );
  });

  test('a placeholder without a value stays as it is, with a warning at the import', async () => {
    const { warnings } = await app.import('kiwi1', kiwisprayImage, { replace: true });
    expect(warnings).toEqual([
      'post_install.tmpl shows @metadata.role@: it stays as it is for a machine without that metadata',
    ]);
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['kiwi1'] });
    const { bootId } = await app.boot(machine.presented);
    expect((await app.call('/post-install', machine, bootId)).text).toContain(
      'if [ "@metadata.role@" != "@metadata"."role@" ]',
    );
  });
});

describe('what a person reads', () => {
  const printable = hostileTexts.filter(
    (text) => !/\p{Cc}|[\u2028\u2029\uFEFF]/u.test(text) && text.trim() !== '',
  );

  test('/hosts has one line a machine, whatever their serial numbers are', async () => {
    for (const serial of hostileTexts) await app.boot({ net0: app.newMac(), serial });
    const { text } = await app.ask('/hosts');
    const { status, text: list } = await app.askSocket('/api/v1/machines?limit=1000');
    expect(status).toBe(200);
    const count = (JSON.parse(list) as { machines: unknown[] }).machines.length;
    expect(text.trimEnd().split('\n').length).toBe(Math.min(count, 1000) + 1);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
  });

  test.each(printable)('the JSON of a machine holds %j as it came', async (product) => {
    const machine = await app.addMachine();
    await app.boot({ ...machine.presented, product });
    expect((await app.show(machine)).hardware).toEqual({ product: product.trim() });
    const { script } = await app.run(machineExplain, { machine: String(machine.id) });
    expect(parseScript(script).problems).toEqual([]);
  });

  test('an alert is one line, also of an installer that sends many', async () => {
    await app.import('image1', { ...installer, ...withManifest() });
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    const { bootId } = await app.boot(machine.presented);
    await app.call('/failed', machine, bootId, 'first\u001b[2J\rline\u2028more\nsecond line');
    expect(await app.alertsOf(machine)).toEqual([
      `alert: machine ${machine.id}: image1 reports failure: first [2J line more`,
    ]);
  });

  test('the page for browsers shows a host as text', async () => {
    const headers = { 'user-agent': 'Mozilla/5.0', host: '"><script>alert(1)</script>' };
    const { text } = await app.ask({ path: '/', headers });
    expect(text).not.toContain('<script>');
    expect(text).toContain(`<code>chain ${app.bootUrl}/</code>`);
  });
});

test('a log line holds nothing that begins another', async () => {
  const data = mkdtempSync(join(tmpdir(), 'netberth-log-'));
  const server = await ServerProcess.start(data, { 'log-level': 'debug' });
  for (const text of hostileTexts) {
    const value = encodeURIComponent(text.toWellFormed());
    await server.boot.ask(`/bootstrap?net0=52:54:00:00:00:01&serial=${value}&product=${value}&pick=${value}`);
    await server.boot.ask(`/${value}`);
    await server.boot.ask({ path: `/images/${value}/${value}`, headers: { 'user-agent': value } });
  }
  await server.kill('SIGTERM');
  for (const line of server.log.split('\n').filter((each) => each !== '')) {
    expect(() => JSON.parse(line)).not.toThrow();
  }
  rmSync(data, { recursive: true });
});
