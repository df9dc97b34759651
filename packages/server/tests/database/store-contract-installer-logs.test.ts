import { expect, it } from 'vitest';
import { findBootLog, keepLines, lastLines } from '../../src/features/installer-logs/log-store.ts';
import { installProgressOf } from '../../src/features/provisioning/install-progress.ts';
import { forEachDatabase } from './for-each-database.ts';

forEachDatabase((_name, open) => {
  it('of what an installer says the newest lines stay, as many bytes as there may be', async () => {
    const database = await open();
    const keep = (from: number, stage: 'partitioning' | null) =>
      database.write(() => {
        const lines = Array.from({ length: 300 }, (_, index) => ({
          ...{ severity: 6, program: 'apt' },
          text: `${from + index} `.padEnd(497, 'ü'),
        }));
        return keepLines(7, { lines, way: 'syslog', atMs: 1_000 + from, dropped: 2, stage });
      });
    await keep(0, 'partitioning');
    await keep(300, null);
    await keep(600, null);
    const log = await database.read(() => findBootLog(7));
    expect(log).toEqual({
      ...{ lineCount: 527, sizeBytes: 523_311, droppedCount: 379 },
      ...{ stage: 'partitioning', stageAtMs: 1_000 },
    });
    const [line, ...others] = await database.read(() => lastLines(7, 2000));
    expect([line?.text.split(' ', 1), others.length]).toEqual([['373'], 526]);
    expect([...(await database.read(() => installProgressOf([6, 7])))]).toEqual([
      [7, { stage: 'partitioning', at: '1970-01-01T00:00:01.000Z', boot: 7 }],
    ]);
  });
});
