import { afterEach, describe, expect, it } from 'vitest';
import { Disconnected, UnknownOutcome, insert, insertLast, readAll } from '../../src/database/work.ts';
import type { Writing } from '../../src/database/work.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import type { Cut } from './cutting-proxy.ts';
import { allEvents, insertEvent, labelsInOrder } from './example-statements.ts';
import { forEachDatabaseServer } from './for-each-database.ts';

forEachDatabaseServer((name, open, makeEmpty) => {
  describe('when the connection breaks', () => {
    const proxies: { stop: () => Promise<void> }[] = [];
    afterEach(async () => {
      for (const proxy of proxies.splice(0)) await proxy.stop();
    });

    const once = { message: 'once', atMs: 1 };

    async function writeThroughCut(cut: Cut, work: () => Writing<number> = () => insert(insertEvent, once)) {
      const serverUrl = await makeEmpty();
      const proxy = await startCuttingProxy(serverUrl);
      proxies.push(proxy);
      const database = await open({ url: proxy.url });
      let runs = 0;
      proxy.cutAt(cut);
      const outcome = await database
        .write(function* () {
          runs++;
          return yield* work();
        })
        .catch((error: unknown) => error);
      const kept = (await database.read(() => readAll(allEvents, {}))).length;
      return { outcome, runs, kept };
    }

    it('runs a work again whose statement was lost', async () => {
      const { outcome, runs, kept } = await writeThroughCut({ word: 'insert', lose: 'question' });
      expect({ outcome, runs, kept }).toEqual({ outcome: 1, runs: 2, kept: 1 });
    });

    it('runs a work again whose statement was done but not committed', async () => {
      const { runs, kept } = await writeThroughCut({ word: 'insert', lose: 'answer' });
      expect({ runs, kept }).toEqual({ runs: 2, kept: 1 });
    });

    it('runs a work again that could not begin', async () => {
      const { outcome, runs, kept } = await writeThroughCut({ word: 'transaction', lose: 'question' });
      expect({ outcome, kept }).toEqual({ outcome: 1, kept: 1 });
      // On PostgreSQL a transaction begins together with its first statement, which the work has asked by then.
      expect(runs).toBe(name === 'PostgreSQL' ? 2 : 1);
    });

    it('says that the outcome is unknown, and runs nothing again, when the commit was lost', async () => {
      const { outcome, runs, kept } = await writeThroughCut({ word: 'commit', lose: 'question' });
      expect(outcome).toBeInstanceOf(UnknownOutcome);
      expect({ runs, kept }).toEqual({ runs: 1, kept: 0 });
    });

    it('says that the outcome is unknown, and runs nothing again, when the answer to the commit was lost', async () => {
      const { outcome, runs, kept } = await writeThroughCut({ word: 'commit', lose: 'answer' });
      expect(outcome).toBeInstanceOf(UnknownOutcome);
      expect({ runs, kept }).toEqual({ runs: 1, kept: 1 });
    });

    it('never runs a work again whose last statement may have been committed', async () => {
      const ending = () => insertLast(insertEvent, once);
      const lost = await writeThroughCut({ word: 'insert', lose: 'answer' }, ending);
      if (name !== 'PostgreSQL') {
        // It commits in a round trip of its own, which did not come to be.
        expect(lost).toEqual({ outcome: expect.any(Number) as number, runs: 2, kept: 1 });
        return;
      }
      expect(lost.outcome).toBeInstanceOf(UnknownOutcome);
      expect(lost).toMatchObject({ runs: 1, kept: 1 });
      const never = await writeThroughCut({ word: 'insert', lose: 'question' }, ending);
      expect(never.outcome).toBeInstanceOf(UnknownOutcome);
      expect(never).toMatchObject({ runs: 1, kept: 0 });
    });

    async function writeTogetherThroughCut(cut: Cut) {
      const serverUrl = await makeEmpty();
      const proxy = await startCuttingProxy(serverUrl);
      proxies.push(proxy);
      const database = await open({ url: proxy.url });
      proxy.cutAt(cut);
      const write = (atMs: number) =>
        database.writeTogether(function* () {
          yield* readAll(labelsInOrder, { machine: 7 });
          return yield* insertLast(insertEvent, { message: 'once', atMs });
        });
      const settled = await Promise.allSettled([1, 2, 3].map(write));
      const kept = (await database.read(() => readAll(allEvents, {}))).map(({ at_ms }) => at_ms);
      const unknown = settled.filter(
        (one) => one.status === 'rejected' && one.reason instanceof UnknownOutcome,
      ).length;
      return { unknown, kept: kept.toSorted((a, b) => a - b) };
    }

    it('runs works that were together again, each once, when nothing of them can have been committed', async () => {
      const cut = await writeTogetherThroughCut({ word: 'labels', lose: 'answer' });
      expect(cut).toEqual({ unknown: 0, kept: [1, 2, 3] });
    });

    it('never runs works that were together again when they may have been committed', async () => {
      const done = await writeTogetherThroughCut({ word: 'insert', lose: 'answer' });
      if (name !== 'PostgreSQL') {
        // Each has a transaction of its own, and commits in a round trip of its own.
        expect(done).toEqual({ unknown: 0, kept: [1, 2, 3] });
        return;
      }
      expect(done).toEqual({ unknown: 3, kept: [1, 2, 3] });
      const undone = await writeTogetherThroughCut({ word: 'insert', lose: 'question' });
      expect(undone).toEqual({ unknown: 3, kept: [] });
    });

    it('gives up with Disconnected when the server stays away', async () => {
      const serverUrl = await makeEmpty();
      const proxy = await startCuttingProxy(serverUrl);
      const database = await open({ url: proxy.url });
      await proxy.stop();
      const writing = database.write(() => insert(insertEvent, { message: 'never', atMs: 1 }));
      await expect(writing).rejects.toBeInstanceOf(Disconnected);
      const again = await open({ url: serverUrl });
      expect(await again.read(() => readAll(allEvents, {}))).toEqual([]);
    });
  });
});
