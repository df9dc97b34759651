import { expect, it } from 'vitest';
import { change, insert, readAll } from '../../src/database/work.ts';
import type { Query } from '../../src/database/work.ts';
import { allEvents, insertEvent } from './example-statements.ts';
import { forEachDatabase, forEachDatabaseServer } from './for-each-database.ts';

const addMigration = {
  build: (query: Query) =>
    query.insertInto('migrations' as 'labels').values({ name: '9999-later-breaking' } as never),
};

forEachDatabase((_name, open, makeEmpty) => {
  it('keeps what is there when it is opened again', async () => {
    const url = await makeEmpty();
    const first = await open({ url });
    await first.write(() => insert(insertEvent, { message: 'kept', atMs: 1 }));
    await first.close();
    const second = await open({ url });
    expect(await second.read(() => readAll(allEvents, {}))).toHaveLength(1);
  });

  it('refuses a database that a newer version has changed so that this one cannot use it', async () => {
    const url = await makeEmpty();
    const database = await open({ url });
    await database.write(() => change(addMigration, {}));
    await database.close();
    await expect(open({ url })).rejects.toThrow(
      'it has the migration "9999-later-breaking", after which this version of Netberth cannot use it. Start the newer',
    );
  });
});

forEachDatabaseServer((_name, open, makeEmpty) => {
  it('makes its tables once when servers start at the same time', async () => {
    const url = await makeEmpty();
    const databases = await Promise.all(Array.from({ length: 4 }, () => open({ url })));
    await Promise.all(
      databases.map((one) => one.write(() => insert(insertEvent, { message: 'hello', atMs: 1 }))),
    );
    for (const one of databases) expect(await one.read(() => readAll(allEvents, {}))).toHaveLength(4);
  });
});
