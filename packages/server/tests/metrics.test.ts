import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineGrant } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { installer } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';

const deploy = join(import.meta.dirname, '../../../docs/deploy');
let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'log-level': 'error' });
  await app.import('image1', installer);
});
afterAll(() => app.stop());

async function metrics(): Promise<string> {
  const { status, text } = await app.askAdmin('/metrics');
  expect(status).toBe(200);
  return text;
}

/** `netberth_boots_total{decision="disk"}` -> 3; NaN: it is not shown */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length));
}

test('a server that knows no machine yet shows its metrics', async () => {
  const text = await metrics();
  expect(valueOf(text, 'netberth_grants')).toBe(0);
  expect(text).not.toContain('netberth_machines{');
});

test('a boot is counted by decision and reason, its answer timed, and its files by where they came from', async () => {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
  const { script } = await app.boot(machine.presented);
  const kernel = /^kernel (\S+)/m.exec(script)?.[1] ?? '';
  await app.ask(`/${kernel}`);
  await app.ask(`/${kernel}`);
  const text = await metrics();
  expect(valueOf(text, 'netberth_boots_total{decision="profile",reason="NB1006"}')).toBe(1);
  expect(valueOf(text, 'netberth_request_seconds_count{plane="boot",route="/bootstrap"}')).toBe(1);
  expect(valueOf(text, 'netberth_request_seconds_bucket{plane="boot",route="/bootstrap",le="600"}')).toBe(1);
  expect(valueOf(text, 'netberth_requests_total{plane="boot",route="/bootstrap",status="200"}')).toBe(1);
  expect(valueOf(text, 'netberth_cache_loads_total')).toBe(1);
  expect(valueOf(text, 'netberth_cache_hits_total')).toBe(1);
  expect(valueOf(text, 'netberth_cache_bytes')).toBe('the kernel'.length);
  expect(valueOf(text, 'netberth_sent_bytes_total{plane="boot"}')).toBeGreaterThan(script.length);
  expect(valueOf(text, 'netberth_database_work_seconds_count{kind="write"}')).toBeGreaterThan(2);
  expect(valueOf(text, 'netberth_machines{state="granted"}')).toBe(1);
  expect(valueOf(text, 'netberth_grants')).toBe(1);
  expect(valueOf(text, 'netberth_database_up')).toBe(1);
  expect(valueOf(text, 'netberth_data_free_bytes')).toBeGreaterThan(0);
});

test('paths that a stranger invents make no series of their own', async () => {
  for (const path of ['/nothing', '/b/7/images/none/file', '/%zz']) await app.ask(path);
  const routes = [...(await metrics()).matchAll(/netberth_requests_total\{plane="boot",route="([^"]+)"/g)];
  for (const [, route] of routes) expect(route).not.toMatch(/nothing|file|zz/);
});

test('every metric that an alert rule or the dashboard names is one that the server shows', async () => {
  const shown = new Set([...(await metrics()).matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
  const rules = parse(readFileSync(join(deploy, 'prometheus-alerts.yaml'), 'utf8')) as {
    groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
  };
  const dashboard = readFileSync(join(deploy, 'grafana-dashboard.json'), 'utf8');
  const expressions = [...rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr)), dashboard];
  const named = expressions.flatMap((text) =>
    [...text.matchAll(/\b(?:netberth|process|nodejs)_\w+/g)].map(([name]) => name),
  );
  expect(named.length).toBeGreaterThan(20);
  const base = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
  expect(named.filter((name) => !shown.has(name) && !shown.has(base(name)))).toEqual([]);
});
