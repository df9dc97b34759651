import { expect, it } from 'vitest';
import { addBootCounts, countBoots } from '../../src/features/usage/boot-count-store.ts';
import {
  insertCountedLog,
  listCountedLogs,
  moveCountedLog,
} from '../../src/features/usage/counted-log-store.ts';
import { forEachDatabase } from './for-each-database.ts';

const debian = {
  ...{ day: '2026-11-20', product: 'debian', version: 'trixie', arch: 'x86_64', firmware: 'efi' },
  country: '',
};
const alpine = { ...debian, day: '2026-11-21', product: 'alpine', version: '3.22' };

forEachDatabase((_name, open) => {
  it('adds boots up, by what and where they were counted', async () => {
    const database = await open();
    await database.write(() => addBootCounts([{ ...debian, boots: 2 }], 'logs'));
    await database.write(() =>
      addBootCounts(
        [
          { ...debian, boots: 3 },
          { ...alpine, boots: 4 },
        ],
        'logs',
      ),
    );
    await database.write(() => addBootCounts([{ ...debian, boots: 1 }], 'server'));
    const all = { since: '2026-11-01', product: undefined, source: undefined };
    const count = (wanted: Partial<Parameters<typeof countBoots>[0]>) =>
      database.read(() => countBoots({ by: 'product', ...all, ...wanted }));
    expect(await count({})).toEqual([
      { name: 'debian', boots: 6 },
      { name: 'alpine', boots: 4 },
    ]);
    expect(await count({ source: 'server' })).toEqual([{ name: 'debian', boots: 1 }]);
    expect(await count({ by: 'version', product: 'alpine' })).toEqual([{ name: '3.22', boots: 4 }]);
    expect(await count({ by: 'day' })).toEqual([
      { name: '2026-11-20', boots: 6 },
      { name: '2026-11-21', boots: 4 },
    ]);
    expect(await count({ since: '2026-11-21' })).toEqual([{ name: 'alpine', boots: 4 }]);
  });

  it('moves the progress of a log only from where it is', async () => {
    const database = await open();
    const log = { name: 'access.log', head: 'a', sha256: 'b', bytes: 2 ** 40, boots: 3, atMs: 2 ** 41 };
    const id = await database.write(() => insertCountedLog(log));
    const next = { ...log, sha256: 'c', boots: 4 };
    expect(await database.write(() => moveCountedLog(id, 'b', next))).toBe(true);
    expect(await database.write(() => moveCountedLog(id, 'b', { ...log, sha256: 'd' }))).toBe(false);
    const found = await database.read(() => listCountedLogs('a', 0, 10));
    expect(found).toEqual([
      expect.objectContaining({
        id,
        sha256: 'c',
        bytes: 2 ** 40,
        boots: 4,
        countedAt: '2039-09-07T15:47:35.552Z',
      }),
    ]);
    expect(await database.read(() => listCountedLogs('x', 0, 10))).toEqual([]);
  });
});
