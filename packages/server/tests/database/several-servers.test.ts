import { expect, it } from 'vitest';
import { change, insert, readFirst } from '../../src/database/work.ts';
import { insertLabel, labelByName, setLabel } from './example-statements.ts';
import { forEachDatabaseServer } from './for-each-database.ts';

forEachDatabaseServer((_name, open, makeEmpty) => {
  it('lets three servers count up one row without losing a step', async () => {
    const url = await makeEmpty();
    const servers = [await open({ url }), await open({ url }), await open({ url })];
    await servers[0]?.write(() => insert(insertLabel, { machine: 1, name: 'count', value: '0' }));
    const counting = servers.flatMap((server) =>
      Array.from({ length: 100 }, () =>
        server.write(function* () {
          const label = yield* readFirst(labelByName, { machine: 1, name: 'count' });
          const value = Number(label?.value) + 1;
          yield* change(setLabel, { machine: 1, name: 'count', value: String(value) });
          return value;
        }),
      ),
    );
    const values = (await Promise.all(counting)).toSorted((a, b) => a - b);
    expect(values).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });
});
