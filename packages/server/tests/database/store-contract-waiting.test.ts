import { expect, it } from 'vitest';
import {
  findWaiting,
  forgetWaiting,
  noteWaiting,
  waitingOf,
} from '../../src/features/provisioning/waiting-machine-store.ts';
import { forEachDatabase } from './for-each-database.ts';

forEachDatabase((_name, open) => {
  it('a machine that waits has one row, whose place is the last that it was told', async () => {
    const database = await open();
    const [inLine, atDoor] = [
      { machineId: 7, bootNumber: 12, profile: 'image1', sinceMs: 1000 },
      { machineId: 8, bootNumber: 13, profile: null, sinceMs: 2000 },
    ];
    const turn = { kind: 'wait', place: 3, waiting: 5, readyInMs: 4000, askAgainMs: 5000 } as const;
    await database.write(() => noteWaiting(inLine, turn, 1000));
    await database.write(() => noteWaiting(inLine, { ...turn, place: 2 }, 6000));
    await database.write(() => noteWaiting(atDoor, null, 7000));
    expect(await database.read(() => findWaiting(7, 12))).toEqual(inLine);
    expect(await database.read(() => findWaiting(8, 12))).toBeUndefined();
    const seen = await database.read(() => waitingOf([7, 8, 9]));
    expect([7, 8, 9].map((id) => [id, seen.get(id)])).toEqual([
      [
        7,
        {
          bootNumber: 12,
          seenAtMs: 6000,
          turn: { profile: 'image1', place: 2, waiting: 5, readyAt: '1970-01-01T00:00:10.000Z' },
        },
      ],
      [8, { bootNumber: 13, seenAtMs: 7000, turn: null }],
      [9, undefined],
    ]);
    await database.write(() => forgetWaiting(7));
    expect(await database.read(() => findWaiting(7, 12))).toBeUndefined();
  });
});
