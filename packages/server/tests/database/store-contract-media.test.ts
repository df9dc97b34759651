import { expect, it } from 'vitest';
import { keyedMediumOf, worthOfKey } from '../../src/features/machines/machine-key-store.ts';
import { blankMachine, deleteMachine, insertMachine } from '../../src/features/machines/machine-store.ts';
import { mediumKey } from '../../src/features/media/medium-key.ts';
import type { MediumText } from '../../src/features/media/medium-record.ts';
import {
  findMediumByToken,
  insertMedium,
  listMedia,
  revokeMediaOf,
  revokeMedium,
} from '../../src/features/media/medium-store.ts';
import { hashSecret } from '../../src/platform/boot-id.ts';
import { forEachDatabase } from './for-each-database.ts';

const text: MediumText = {
  machine: '1',
  ip: ['192.0.2.10/24'],
  gateway: [],
  dns: [],
  bootUrl: 'http://192.0.2.1:8080',
  firmware: ['bios', 'uefi'],
  format: 'iso',
  label: 'NETBERTH',
  menu: false,
  replace: false,
  wait: 90,
};

forEachDatabase((_name, open) => {
  it('keeps media, finds them by token and key, and ends both', async () => {
    const database = await open();
    const one = await database.write(() => insertMachine(blankMachine, 1));
    const other = await database.write(() => insertMachine(blankMachine, 1));
    const draft = { machineId: one.id, text, createdBy: 'ada', createdAtMs: 2 ** 41 };
    const [first, second] = [
      await database.write(() => insertMedium(draft, 'token-1')),
      await database.write(() => insertMedium(draft, 'token-2')),
    ];
    const find = (token: string) => database.read(() => findMediumByToken(hashSecret(token)));
    const worth = (machine: number, token: string) =>
      database.read(() => worthOfKey(machine, hashSecret(mediumKey(token))));
    const keyed = () => database.read(() => keyedMediumOf(one.id));
    expect(await find('token-1')).toEqual({ ...draft, id: first, hasKey: true });
    expect(await find('token-3')).toBeUndefined();
    expect(await worth(one.id, 'token-1')).toEqual({ kind: 'key', medium: first });
    expect(await worth(other.id, 'token-1')).toEqual({ kind: 'wrong' });

    expect(await database.write(() => revokeMedium(first, 5))).toBe(true);
    expect(await database.write(() => revokeMedium(first, 6))).toBe(false);
    expect(await find('token-1')).toBeUndefined();
    expect(await worth(one.id, 'token-1')).toEqual({ kind: 'revoked', medium: first });
    expect(await keyed()).toBe(second);
    const listed = async () => (await database.read(listMedia)).map(({ id }) => id);
    expect(await listed()).toEqual([second]);

    const third = await database.write(() => insertMedium(draft, 'token-3'));
    expect(await database.write(() => revokeMediaOf(one.id, 7))).toEqual([second, third]);
    expect(await worth(one.id, 'token-3')).toEqual({ kind: 'revoked', medium: third });
    expect(await keyed()).toBeNull();

    await database.write(() => insertMedium(draft, 'token-4'));
    await database.write(() => deleteMachine(one.id));
    expect([await find('token-4'), await listed()]).toEqual([undefined, []]);
  });
});
