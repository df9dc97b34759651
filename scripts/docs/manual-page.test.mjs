import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { manualPage } from './manual-page.mjs';

const page = manualPage({ version: '1.2.3', date: new Date('2026-01-31T12:00:00Z') });

test('the manual page names every verb, every flag that all take, and what exit codes mean', () => {
  expect(page).toMatch(
    /^\.TH NETBERTH 1 "2026-01-31" "Netberth 1\.2\.3" "User Commands"\n\.SH NAME\nnetberth \\- decides/,
  );
  for (const part of [
    '.B machine grant\nGrant a machine',
    '.B serve\nRun the server.',
    '.B \\-\\-server URL\n',
    '.SH EXIT STATUS\n.TP\n.B 0\nIt is done.',
    '.B /etc/netberth/netberth.yaml',
  ])
    expect(page).toContain(part);
});

const groff = spawnSync('groff', ['-Kutf8', '-man', '-Tutf8', '-ww', '-z'], {
  input: page,
  encoding: 'utf8',
});

test.skipIf(groff.error !== undefined)('groff, as man calls it, has nothing to remark', () => {
  expect([groff.status, groff.stderr]).toEqual([0, '']);
});
