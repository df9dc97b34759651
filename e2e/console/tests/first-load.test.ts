import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const mostBytes = 350_000;
let server: NetberthServer;

beforeAll(async () => {
  server = await NetberthServer.start({ folder: emptyWorkFolder('console-first-load') });
});
afterAll(() => server.stop());

test('the first load is under 350 KB, and comes from this server alone', async () => {
  await using visit = await ConsoleVisit.open(server);
  const received: { host: string; bytes: number }[] = [];
  visit.page.on('response', (response) => {
    const bytes = Number(response.headers()['content-length'] ?? 0);
    received.push({ host: new URL(response.url()).host, bytes });
  });
  await visit.goto('/');
  await visit.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await visit.page.waitForLoadState('networkidle');
  expect(new Set(received.map(({ host }) => host))).toEqual(new Set([`127.0.0.1:${server.adminPort}`]));
  const bytes = received.reduce((sum, response) => sum + response.bytes, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(mostBytes);
});

test('the overview of somebody who signs in is under 350 KB with all that came before', async () => {
  await using visit = await ConsoleVisit.open(server);
  let bytes = 0;
  visit.page.on('response', (response) => (bytes += Number(response.headers()['content-length'] ?? 0)));
  await server.addMachine('52:54:00:00:00:01');
  await visit.goto('/');
  await visit.signIn(await addAccount(server, 'ada', 'administrator'));
  await visit.page.getByText('Live', { exact: true }).waitFor();
  await visit.page.getByText('in the last 24 hours').waitFor();
  expect(bytes).toBeGreaterThan(200_000);
  expect(bytes).toBeLessThan(mostBytes);
});

test('nothing but what the server sent may run, and nobody may frame it', async () => {
  const { headers } = await fetch(`http://127.0.0.1:${server.adminPort}/machines/7`, {
    headers: { accept: 'text/html' },
  });
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy.replace(/nonce-[\w-]{22}/, 'nonce-N')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(headers.get('cache-control')).toBe('no-store');
});

test('what is no page of the console is a problem of the API', async () => {
  const ask = async (path: string, accept: string) => {
    const response = await fetch(`http://127.0.0.1:${server.adminPort}${path}`, { headers: { accept } });
    return [response.status, response.headers.get('content-type')?.split(';')[0]];
  };
  expect(await ask('/machines/7', 'text/html')).toEqual([200, 'text/html']);
  expect(await ask('/machines/7', 'application/json')).toEqual([404, 'application/problem+json']);
  expect(await ask('/api/v1/nothing', 'text/html')).toEqual([404, 'application/problem+json']);
  expect(await ask('/assets/nothing.js', '*/*')).toEqual([404, 'application/problem+json']);
  expect(await ask('/assets/..%2f..%2fpackage.json', '*/*')).toEqual([404, 'application/problem+json']);
});
