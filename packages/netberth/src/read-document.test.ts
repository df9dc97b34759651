import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineSet } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDocument } from './read-document.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-document-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string): Promise<unknown> {
  const path = join(folder, 'web1.yaml');
  writeFileSync(path, text);
  return await readDocument(path, machineSet.input.shape.network).catch((error: unknown) =>
    error instanceof Error ? error.message.replaceAll(`${folder}/`, '') : error,
  );
}

test('a document is what the file holds', async () => {
  expect(await read('interfaces:\n  - addresses: [192.0.2.10/24]\n')).toEqual({
    interfaces: [{ addresses: ['192.0.2.10/24'] }],
  });
});

test('every fault is named with its line, and a slip of the pen with what was meant', async () => {
  const text = `interfaces:
  - mac: "52:54:00:00:00:01"
    adresses: [192.0.2.10/24]
    vlan: seven
    bond: { mode: lacp, members: [] }
`;
  expect(await read(text)).toBe(
    [
      'Cannot use web1.yaml:',
      '  web1.yaml:5:13: mode is not one of active-backup, 802.3ad, balance-rr, balance-xor, balance-tlb, balance-alb, broadcast',
      '  web1.yaml:5:25: members is empty',
      '  web1.yaml:4:5: vlan is not a number',
      '  web1.yaml:3:5: adresses is not known here (did you mean addresses?)',
    ].join('\n'),
  );
});

test.each([
  ['cards: []\n', '1:1: cards is not known here: there is interfaces, dns, search, boot'],
  ['interfaces: [x\n', '2:1: Flow sequence'],
  ['eth0\n', '1:1: the file is not an object'],
])('%j is not used', async (text, fault) => {
  expect(await read(text)).toContain(`Cannot use web1.yaml:\n`);
  expect(await read(text)).toContain(`  web1.yaml:${fault}`);
});

test('an empty file is a slip: it does not forget what was there', async () => {
  expect(await read('')).toBe('Cannot use web1.yaml:\n  web1.yaml:1:1: it is empty');
});
