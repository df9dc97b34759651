import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readAll } from '../../src/database/work.ts';
import type { Query } from '../../src/database/work.ts';
import { allEvents, labelsInOrder } from './example-statements.ts';
import { forEachDatabase } from './for-each-database.ts';

forEachDatabase((_, open, makeEmpty) => {
  it('keeps every answered work, and no half of one, when the process is killed while it writes', async () => {
    const url = await makeEmpty();
    for (const answersBeforeKill of [1, 100, 1000]) {
      const answered = await stormUntilKilled(url, answersBeforeKill);
      const database = await open({ url });
      const { events, labels } = await database.read(function* () {
        return {
          events: yield* readAll(allEvents, {}),
          labels: yield* readAll(labelsInOrder, { machine: 1 }),
        };
      });
      await database.close();
      const kept = events.map(({ message }) => message).toSorted();
      expect(kept).toEqual(labels.map(({ name }) => name));
      expect(answered.length).toBeGreaterThanOrEqual(answersBeforeKill);
      expect(answered.filter((name) => !kept.includes(name))).toEqual([]);
      await (await open({ url })).write(clear);
    }
  });
});

function* clear() {
  for (const table of ['events', 'labels'] as const) {
    yield {
      kind: 'write' as const,
      statement: { build: (query: Query) => query.deleteFrom(table) },
      values: {},
    };
  }
}

/** @returns the numbers of the works that were answered before SIGKILL */
async function stormUntilKilled(url: string, answers: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'storm.ts'), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString();
    if (printed.split('\n').length > answers) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return printed.split('\n').slice(0, -1);
}
