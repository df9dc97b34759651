import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from './paths.mjs';

const read = (path) => readFileSync(join(repositoryRoot, path), 'utf8');
const command = 'node scripts/nightly-catalogue.mjs nightly --fresh';

let missing = [];
let upstream;
let data;
beforeAll(async () => {
  upstream = createServer(({ url }, response) => {
    if (url === '/SHA256SUMS') response.end(`${'7'.repeat(64)}  linux-1\n`);
    else if (/^\/linux-\d$/.test(url) && !missing.includes(url))
      response.writeHead(200, { 'content-length': 1000 }).end();
    else response.writeHead(404).end();
  });
  await new Promise((started) => upstream.listen(0, '127.0.0.1', started));
  data = mkdtempSync(join(tmpdir(), 'netberth-nightly-'));
  mkdirSync(join(data, 'menu'));
  const product = [
    'name: Site',
    'net: none',
    `mirrors: http://127.0.0.1:${upstream.address().port}`,
    'arch: { x86_64: x86_64 }',
    "axes: { release: { items: ['1', '2'] } }",
    "boot: [{ method: linux, kernel: '{mirror}/linux-{release}' }]",
  ];
  writeFileSync(join(data, 'menu', 'site.yaml'), product.join('\n'));
});
afterAll(() => {
  upstream.close();
  rmSync(data, { recursive: true });
});

/** One night, for the product of the test alone. */
async function night() {
  const words = ['scripts/nightly-catalogue.mjs', data, '--fresh', '--product', 'site'];
  const child = spawn(process.execPath, words, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = new Promise((resolve) => child.once('close', resolve));
  await text(child.stdout);
  return { code: await exited, summary: readFileSync(join(data, 'summary.md'), 'utf8') };
}

test(
  'a night tells what is gone since the last one, and the next that it is back',
  { timeout: 60_000 },
  async () => {
    const host = `http://127.0.0.1:${upstream.address().port}`;
    expect(await night()).toEqual({
      code: 0,
      summary:
        '# The catalogue is in order\n\nProducts: 1. Files: 2; upstream publishes the checksums of 1.\n',
    });
    missing = ['/linux-2'];
    expect(await night()).toEqual({
      code: 1,
      summary: `# The catalogue has problems

Products: 1. Files: 2; upstream publishes the checksums of 1.

## Since the last report no longer there

- ${host}/linux-2

## Everything that is wrong

- menu/site.yaml: ${host}/linux-2 answers 404
`,
    });
    missing = [];
    expect((await night()).summary).toContain(`## There again\n\n- ${host}/linux-2\n`);
    const report = JSON.parse(readFileSync(join(data, 'menu', 'online.json'), 'utf8'));
    expect(report.urls[`${host}/linux-1`]).toMatchObject({
      sizeBytes: 1000,
      sha256: '7'.repeat(64),
      why: null,
    });
  },
);

test('both pipelines run the script, keep its report for the next night, and keep what people read', () => {
  const github = parse(read('.github/workflows/nightly-catalogue.yml')).jobs.check.steps;
  const gitlab = parse(read('docs/ci/nightly-catalogue.gitlab-ci.yml'))['nightly-catalogue'];
  const report = 'nightly/menu/online.json';
  expect(github.flatMap(({ run }) => run ?? [])[0]).toBe(command);
  expect(github.find(({ uses }) => uses?.startsWith('actions/cache@'))?.with.path).toBe(report);
  expect(gitlab.script).toEqual([command]);
  expect(gitlab.cache.paths).toEqual([report]);
  expect(gitlab.artifacts.paths).toEqual(['nightly/summary.md', report]);
});
