import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { connectDatabase } from '../../src/database/open-database.ts';
import { blankMachine, findMachine, insertMachine } from '../../src/features/machines/machine-store.ts';
import { forEachDatabaseServer } from './for-each-database.ts';

forEachDatabaseServer((_, open, makeEmpty) => {
  it('a server goes on when a newer one adds a column to a table that it reads', async () => {
    const url = await makeEmpty();
    const database = await open({ url });
    const { id } = await database.write(() => insertMachine(blankMachine, 1));
    const reading = () => database.read(() => findMachine(id));
    const before = await reading();
    const newer = await connectDatabase(url);
    await sql`alter table machines add newer_column bigint`.execute(newer.query);
    await newer.close();
    expect(await reading()).toEqual(before);
    expect(await Promise.all([reading(), reading(), reading()])).toEqual([before, before, before]);
  });
});
