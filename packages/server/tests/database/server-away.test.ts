import { machineAdd, machineList } from '@netberth/api';
import { expect, onTestFinished, test } from 'vitest';
import { TestApp } from '../harness/start-app.ts';
import { startMariadb } from './servers/mariadb-server.ts';
import { startPostgres } from './servers/postgres-server.ts';
import type { RunningServer } from './servers/running-server.ts';

const net0 = '52:54:00:00:00:01';

async function ready(app: TestApp): Promise<string> {
  const { status, text } = await app.askAdmin('/readyz');
  return `${status} ${text}`;
}

test.each<[string, () => Promise<RunningServer>]>([
  ['PostgreSQL', startPostgres],
  ['MariaDB', startMariadb],
])(
  'while a %s is away machines ask again, and once it is back all goes on without a restart',
  async (_, start) => {
    const server = await start();
    onTestFinished(() => server.stop());
    const database = server.adminUrl;
    const app = await TestApp.start({ database, 'new-machines': 'disk' });
    onTestFinished(() => app.stop());
    await app.run(machineAdd, { macs: [net0], hostname: 'web1' });
    expect(await ready(app)).toBe('200 ready\n');

    await server.halt();
    expect(await ready(app)).toBe('503 not ready: the database does not answer\n');
    const { script } = await app.boot({ net0 });
    expect(script).toContain('NB1190');
    // What follows asks again, and ends at the disk.
    expect(script).toMatch(/sleep 10[^]*bootstrap[^]*sanboot/);

    await server.startAgain();
    await expect.poll(() => ready(app)).toBe('200 ready\n');
    expect((await app.boot({ net0 })).script).not.toContain('NB1190');
    expect((await app.run(machineList, {})).machines.map(({ hostname }) => hostname)).toEqual(['web1']);
  },
);
