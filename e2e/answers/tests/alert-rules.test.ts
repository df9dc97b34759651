import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { unpackedPrograms } from '../src/unpacked-programs.ts';

const root = await unpackedPrograms('monitoring-programs');
const skipped = root === null ? ' (skipped: no Debian mirror has Prometheus)' : '';
const deploy = join(import.meta.dirname, '../../../docs/deploy');

async function promtool(...words: string[]): Promise<string> {
  const program = join(root ?? '/', 'usr/bin/promtool');
  const { stdout } = await promisify(execFile)(program, words, { cwd: deploy });
  return stdout;
}

test.skipIf(root === null)(`Prometheus takes the alert rules${skipped}`, async () => {
  expect(await promtool('check', 'rules', 'prometheus-alerts.yaml')).toContain('SUCCESS: 13 rules found');
});

test.skipIf(root === null)(
  `each alert rule fires when it should, and none for a server that is well${skipped}`,
  async () => {
    expect(await promtool('test', 'rules', 'prometheus-alerts.test.yaml')).toContain('SUCCESS');
  },
);
