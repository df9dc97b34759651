import { expect, test } from 'vitest';
import { SqliteLog } from './sqlite-log.ts';

/** A log on a disk that flushes when it is told to. */
function logOnDisk() {
  const flushes: { readonly end: (error?: Error) => void }[] = [];
  const datasync = () =>
    new Promise<void>((resolve, reject) => {
      flushes.push({ end: (error) => (error ? reject(error) : resolve()) });
    });
  const log = new SqliteLog('/nowhere/netberth.db', async () => ({ datasync, close: async () => undefined }));
  return { log, flushes };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('commits of one turn share a flush, and those that come while it runs share the next', async () => {
  const { log, flushes } = logOnDisk();
  const durable: string[] = [];
  const commit = (name: string) => {
    log.noteCommit();
    void log.untilDurable().then(() => durable.push(name));
  };
  commit('a');
  await turn();
  commit('b');
  commit('c');
  await turn();
  expect({ begun: flushes.length, durable }).toEqual({ begun: 1, durable: [] });
  flushes[0]?.end();
  await turn();
  expect({ begun: flushes.length, durable }).toEqual({ begun: 2, durable: ['a'] });
  flushes[1]?.end();
  await turn();
  expect({ begun: flushes.length, durable }).toEqual({ begun: 2, durable: ['a', 'b', 'c'] });
});

test('whoever only reads waits for the flush that runs, and for none when all is on the disk', async () => {
  const { log, flushes } = logOnDisk();
  await log.untilDurable();
  expect(flushes.length).toBe(0);
  log.noteCommit();
  const writing = log.untilDurable();
  const reading = log.untilDurable();
  await turn();
  flushes[0]?.end();
  await Promise.all([writing, reading]);
  expect(flushes.length).toBe(1);
});

test('nothing is believed after a flush that failed', async () => {
  const { log, flushes } = logOnDisk();
  log.noteCommit();
  const first = log.untilDurable();
  await turn();
  log.noteCommit();
  const second = log.untilDurable();
  flushes[0]?.end(new Error('EIO'));
  await expect(first).rejects.toThrow('EIO');
  await expect(second).rejects.toThrow('EIO');
  await expect(log.untilDurable()).rejects.toThrow('EIO');
  expect(flushes.length).toBe(1);
});
