import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineAdd, powerConfigure, powerCycle, powerOff, powerOn, powerOrders } from '@netberth/api';
import type { CommandDefinition, OutputOf } from '@netberth/api';
import { RedfishDouble } from '@netberth/redfish/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { connectDatabase } from '../../src/database/open-database.ts';
import { ServerProcess } from '../harness/server-process.ts';
import { questionOf, TestApp } from '../harness/start-app.ts';
import { copyPostgresTemplate } from './servers/template-databases.ts';

const soon = { timeout: 60_000, interval: 50 };
/** In which each server looks for orders at least twice. */
const afterLooks = () => new Promise((resolve) => setTimeout(resolve, 2500));

// Servers on one PostgreSQL that switch machines by their BMCs: one was killed, one stood still, two are well.
let url: string;
let folder: string;
let flags: Readonly<Record<string, string>>;
let [first, second]: TestApp[] = [];
let killed: ServerProcess | undefined;
let still: ServerProcess | undefined;
const bmcs: RedfishDouble[] = [];

beforeAll(async () => {
  url = await copyPostgresTemplate(inject('postgresUrl'), `test_${randomBytes(8).toString('hex')}`);
  folder = mkdtempSync(join(tmpdir(), 'netberth-power-'));
  flags = {
    database: url,
    'secrets-key-file': join(folder, 'secrets.key'),
    'power-allow-loopback': 'true',
  };
});
afterAll(async () => {
  await killed?.kill();
  await still?.kill();
  for (const app of [first, second]) await app?.stop();
  for (const bmc of bmcs) bmc.stop();
  rmSync(folder, { recursive: true });
});

type Run = <Definition extends CommandDefinition>(
  definition: Definition,
  input: object,
) => Promise<OutputOf<Definition>>;

const byProcess =
  (server: ServerProcess): Run =>
  async (definition, input) => {
    const { text } = await server.socket.ask(questionOf(definition, input));
    return JSON.parse(text);
  };
const byApp =
  (app: TestApp | undefined): Run =>
  async (definition, input) => {
    const { text } = await (app ?? expect.fail('it is not started')).askSocket(questionOf(definition, input));
    return JSON.parse(text);
  };

/** A machine that is on, and its BMC. */
async function switched(run: Run, onPower?: () => Promise<void>) {
  const bmc = await RedfishDouble.start(onPower && { onPower });
  bmc.state.isOn = true;
  bmcs.push(bmc);
  const { id } = await run(machineAdd, {
    macs: [`52:54:00:ee:02:${String(bmcs.length).padStart(2, '0')}`],
  });
  const machine = String(id);
  const words = { driver: 'redfish', address: bmc.origin, user: 'admin', password: 'secret' };
  await run(powerConfigure, { machine, ...words });
  return { machine, bmc };
}

/** The next server that asks it has to wait. @returns what answers it */
async function beginsToLook(bmc: RedfishDouble): Promise<() => void> {
  const goOn = bmc.beBusy();
  const before = bmc.asked.length;
  await vi.waitFor(() => expect(bmc.asked.length).toBe(before + 1), soon);
  return goOn;
}

/** So much time passes for the leases in the database. */
async function pass(milliseconds: number): Promise<void> {
  const earlier = sql`update power_orders set due_at_ms = due_at_ms - ${milliseconds} where status = 'running'`;
  const { query, close } = await connectDatabase(url);
  await earlier.execute(query);
  await close();
}

async function endOf(run: Run, machine: string): Promise<string> {
  let end = '';
  await expect
    .poll(async () => {
      const [order] = (await run(powerOrders, { of: machine })).orders;
      end = `${order?.status} ${order?.why}`;
      return order?.endedAt ?? null;
    }, soon)
    .not.toBeNull();
  return end;
}

it('do again what a killed server had not asked the BMC for, and not what it had', async () => {
  killed = await ServerProcess.start(join(folder, 'killed'), flags);
  const run = byProcess(killed);
  // Its BMC has done it, and had not said so when the server died.
  const asked = await switched(run, () => new Promise(() => undefined));
  const unasked = await switched(run);
  const looked = beginsToLook(unasked.bmc);
  await run(powerCycle, { machine: asked.machine });
  await run(powerCycle, { machine: unasked.machine });
  await vi.waitFor(() => expect(asked.bmc.state.resets).toHaveLength(1), soon);
  const goOn = await looked;
  await killed.kill('SIGKILL');
  goOn();

  [first, second] = await Promise.all([TestApp.start(flags), TestApp.start(flags)]);
  await pass(30_000);
  await afterLooks();
  expect([asked.bmc.state.resets, unasked.bmc.state.resets]).toEqual([['PowerCycle'], []]);
  await pass(30_000);
  expect(await endOf(byApp(second), asked.machine)).toBe(
    'failed the server ended while it was done; it may have been done, so it is not done again',
  );
  expect(await endOf(byApp(first), unasked.machine)).toBe('done off and on again');
  await afterLooks();
  expect([asked.bmc.state.resets, unasked.bmc.state.resets]).toEqual([['PowerCycle'], ['PowerCycle']]);
});

it('send each of many orders to its BMC once, whichever server was asked', async () => {
  const machines = await Promise.all(Array.from({ length: 8 }, () => switched(byApp(first))));
  const ordered = machines.map(({ machine }, index) =>
    byApp(index % 2 === 0 ? first : second)(powerCycle, { machine }),
  );
  await Promise.all(ordered);
  for (const { machine } of machines)
    expect(await endOf(byApp(second), machine)).toBe('done off and on again');
  expect(machines.map(({ bmc }) => bmc.state.resets)).toEqual(machines.map(() => ['PowerCycle']));
});

it('leave alone what a server that stood still for too long was about to do', async () => {
  for (const app of [first, second]) await app?.stop();
  still = await ServerProcess.start(join(folder, 'still'), flags);
  const { machine, bmc } = await switched(byProcess(still));
  const looked = beginsToLook(bmc);
  await byProcess(still)(powerOff, { machine });
  const goOn = await looked;
  process.kill(still.pid, 'SIGSTOP');

  [first, second] = await Promise.all([TestApp.start(flags), TestApp.start(flags)]);
  await pass(60_000);
  goOn();
  expect(await endOf(byApp(first), machine)).toBe('done is off');
  await byApp(first)(powerOn, { machine });
  expect(await endOf(byApp(first), machine)).toBe('done is on');
  const before = bmc.asked.length;
  process.kill(still.pid, 'SIGCONT');
  await vi.waitFor(() => expect(still?.log).toContain('is not run by this server any more'), soon);
  // It looked at the machine, and did nothing with what it saw.
  expect(bmc.asked.length).toBeGreaterThan(before);
  expect([bmc.state.resets, bmc.state.isOn]).toEqual([['ForceOff', 'On'], true]);
});
