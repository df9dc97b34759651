import { expect, it } from 'vitest';
import { readQuery } from '../../src/database/work.ts';
import {
  deleteSecrets,
  keyState,
  listSecrets,
  putSecret,
  readSecret,
  sealAllWith,
} from '../../src/features/secrets/secret-store.ts';
import { keyIdOf } from '../../src/database/keyring.ts';
import { exampleKey, forEachDatabase } from './for-each-database.ts';

const bmc = { owner: 'machine:7', name: 'bmc' };
const newKey = Buffer.alloc(32, 9);

forEachDatabase((_, open, makeEmpty) => {
  it('a secret is kept sealed, replaced, listed by its place, and gone with its owner', async () => {
    const database = await open();
    await database.write(function* () {
      yield* putSecret(bmc, 'first');
      yield* putSecret(bmc, 'correct 🐴\n'.repeat(2000));
      yield* putSecret({ owner: 'machine:70', name: 'bmc' }, 'other');
    });
    expect(await database.read(() => readSecret(bmc))).toEqual({
      kind: 'open',
      text: 'correct 🐴\n'.repeat(2000),
    });
    const rows = await database.read(() =>
      readQuery((query) => query.selectFrom('secrets').select(['owner', 'name', 'sealed'])),
    );
    expect(JSON.stringify(rows)).not.toMatch(/correct|first|other/);
    await database.write(() => deleteSecrets('machine:7'));
    expect((await database.read(listSecrets)).map(({ owner }) => owner)).toEqual(['machine:70']);
    expect(await database.read(() => readSecret(bmc))).toEqual({ kind: 'missing' });
  });

  it('a server with another key reads nothing and stores nothing, until everything is sealed with its key', async () => {
    const url = await makeEmpty();
    const right = await open({ url, keys: [newKey, exampleKey] });
    const wrong = await open({ url, keys: [exampleKey] });
    await wrong.write(() => putSecret(bmc, 'calvin'));
    expect(await right.read(() => readSecret(bmc))).toEqual({ kind: 'open', text: 'calvin' });
    await right.write(() => sealAllWith(keyIdOf(newKey)));
    expect(await wrong.read(() => readSecret(bmc))).toEqual({ kind: 'locked' });
    expect(await wrong.read(keyState)).toEqual({ kind: 'wrong', keyId: keyIdOf(newKey) });
    await expect(wrong.write(() => putSecret(bmc, 'other'))).rejects.toThrow(
      'a secret cannot be stored: this server has not the key',
    );
    expect(await right.read(() => readSecret(bmc))).toEqual({ kind: 'open', text: 'calvin' });
  });
});
