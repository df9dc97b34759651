import { machineAdd, machineShow } from '@netberth/api';
import { sql } from 'kysely';
import { expect, inject, onTestFinished, test } from 'vitest';
import { connectDatabase } from '../../src/database/open-database.ts';
import { TestApp } from '../harness/start-app.ts';
import { copyPostgresTemplate } from './servers/template-databases.ts';

const net0 = '52:54:00:00:00:01';
const boots = 48;

test('boots that come while PostgreSQL is busy share the next transaction, and each is recorded', async () => {
  const url = await copyPostgresTemplate(inject('postgresUrl'), 'boots_together');
  const app = await TestApp.start({ database: url, 'new-machines': 'disk' });
  onTestFinished(() => app.stop());
  const { id } = await app.run(machineAdd, { macs: [net0] });
  const other = await connectDatabase(url);
  onTestFinished(() => other.close());
  const { query } = other;

  const answering = await query.transaction().execute(async (holding) => {
    await sql`lock table boots in exclusive mode`.execute(holding);
    const asked = Array.from({ length: boots }, () => app.boot({ net0 }));
    await expect.poll(() => worksWaiting(app)).toBe(boots);
    return { asked };
  });
  const answers = await Promise.all(answering.asked);

  expect(new Set(answers.map(({ script }) => /NB\d{4}/.exec(script)?.[0]))).toEqual(new Set(['NB1002']));
  const shown = await app.run(machineShow, { machine: String(id), boots: 200 });
  expect(shown.boots).toHaveLength(boots);
  // PostgreSQL keeps with each row which transaction has made it. Four were under way while it was busy.
  const counted = sql<{ transactions: number }>`select count(distinct xmin::text) as transactions from boots`;
  const [first] = (await counted.execute(query)).rows;
  expect(first?.transactions).toBeLessThanOrEqual(4 + 2);
});

async function worksWaiting(app: TestApp): Promise<number> {
  const { text } = await app.askAdmin('/metrics');
  return Number(/^netberth_database_works_waiting (\d+)$/m.exec(text)?.[1]);
}
