import { expect, it } from 'vitest';
import {
  Contended,
  LostRace,
  UniqueViolation,
  WorkGoesOn,
  change,
  insert,
  insertLast,
  now,
  readAll,
  readFirst,
  readQuery,
  readTogether,
  reading,
} from '../../src/database/work.ts';
import type { Writing } from '../../src/database/work.ts';
import {
  allEvents,
  changeState,
  eventById,
  eventsByMessage,
  insertEvent,
  insertLabel,
  insertMachine,
  labelByName,
  labelsInOrder,
  machineById,
  setLabel,
} from './example-statements.ts';
import type { OpenDatabase } from './for-each-database.ts';

/** What every database promises, whatever runs it. */
export function databaseContract(open: OpenDatabase): void {
  it('keeps what a work wrote, for every later read', async () => {
    const database = await open();
    const id = await database.write(() => insert(insertEvent, { message: 'hello', atMs: 5 }));
    expect(await database.read(() => readFirst(eventById, { id }))).toEqual({ message: 'hello', at_ms: 5 });
  });

  it('lets a work read what it wrote', async () => {
    const database = await open();
    const found = await database.write(function* () {
      const id = yield* insert(insertEvent, { message: 'mine', atMs: 1 });
      return yield* readFirst(eventById, { id });
    });
    expect(found).toEqual({ message: 'mine', at_ms: 1 });
  });

  it('gives each insert its generated key, and 0 where a table has none', async () => {
    const database = await open();
    const keys = await database.write(function* () {
      const first = yield* insert(insertEvent, { message: 'a', atMs: 1 });
      const none = yield* insert(insertLabel, { machine: 1, name: 'rack', value: '7' });
      const second = yield* insert(insertEvent, { message: 'b', atMs: 1 });
      return { first, none, second };
    });
    expect(keys).toEqual({ first: 1, none: 0, second: 2 });
  });

  it('answers reads that are asked together, each with its own rows', async () => {
    const database = await open();
    const [mine, none, all] = await database.write(function* () {
      yield* insert(insertEvent, { message: 'a', atMs: 1 });
      const id = yield* insert(insertEvent, { message: 'b', atMs: 2 });
      return yield* readTogether(
        reading(eventById, { id }),
        reading(eventById, { id: id + 1 }),
        reading(allEvents, {}),
      );
    });
    expect({ mine, none }).toEqual({ mine: [{ message: 'b', at_ms: 2 }], none: [] });
    expect(all.map(({ message }) => message)).toEqual(['a', 'b']);
  });

  it('keeps what a work ends with, together with what it did before', async () => {
    const database = await open();
    const id = await database.write(function* () {
      yield* insert(insertEvent, { message: 'first', atMs: 1 });
      return yield* insertLast(insertEvent, { message: 'last', atMs: yield* now() });
    });
    expect(id).toBe(2);
    const kept = await database.read(() => readAll(allEvents, {}));
    expect(kept.map(({ message }) => message)).toEqual(['first', 'last']);
  });

  it('leaves nothing of a work whose last statement is refused', async () => {
    const database = await open();
    const label = { machine: 1, name: 'rack', value: '7' };
    await database.write(() => insert(insertLabel, label));
    const again = database.write(function* () {
      yield* insert(insertEvent, { message: 'before', atMs: 1 });
      return yield* insertLast(insertLabel, label);
    });
    await expect(again).rejects.toBeInstanceOf(UniqueViolation);
    expect(await database.read(() => readAll(allEvents, {}))).toEqual([]);
    expect(
      await database.write(() => insertLast(insertEvent, { message: 'goes on', atMs: 1 })),
    ).toBeGreaterThan(0);
  });

  it('says of a work that goes on behind its last statement that it is wrong', async () => {
    const database = await open();
    const wrong = database.write(function* () {
      yield* insertLast(insertEvent, { message: 'last', atMs: 1 });
      return yield* insert(insertEvent, { message: 'and more', atMs: 1 });
    });
    await expect(wrong).rejects.toBeInstanceOf(WorkGoesOn);
    const kept = await database.read(() => readAll(eventsByMessage, { message: 'and more' }));
    expect(kept).toEqual([]);
  });

  it('gives each of the works that come together what it would get alone', async () => {
    const database = await open();
    const label = { machine: 1, name: 'rack', value: '7' };
    const works: (() => Writing<unknown>)[] = [
      () => insertLast(insertEvent, { message: 'a', atMs: 1 }),
      () => readAll(labelsInOrder, { machine: 7 }),
      function* () {
        yield* insert(insertEvent, { message: 'b', atMs: 1 });
        yield* insert(insertLabel, label);
        return yield* change(setLabel, { ...label, value: '8' });
      },
      function* () {
        yield* insert(insertEvent, { message: 'never', atMs: 1 });
        throw new Error('changed its mind');
      },
      () => insertLast(insertEvent, { message: 'c', atMs: 1 }),
    ];
    const settled = await Promise.allSettled(works.map((work) => database.writeTogether(work)));
    const [first, none, changed, failed, last] = settled.map((one) =>
      one.status === 'fulfilled' ? one.value : String(one.reason),
    );
    expect({ none, changed, failed }).toEqual({ none: [], changed: 1, failed: 'Error: changed its mind' });
    const kept = await database.read(() => readAll(allEvents, {}));
    expect(kept.map(({ message }) => message).sort()).toEqual(['a', 'b', 'c']);
    const idOf = (wanted: string) => kept.find(({ message }) => message === wanted)?.id;
    expect([first, last]).toEqual([idOf('a'), idOf('c')]);
    expect(await database.read(() => readFirst(labelByName, label))).toEqual({ name: 'rack', value: '8' });
  });

  it('lets works that come together see what the others did where they look for it', async () => {
    const database = await open();
    const countOn = function* () {
      const before = yield* readAll(allEvents, {});
      return yield* insertLast(insertEvent, { message: `after ${before.length}`, atMs: 1 });
    };
    await Promise.all(Array.from({ length: 12 }, () => database.writeTogether(countOn)));
    const kept = await database.read(() => readAll(allEvents, {}));
    expect(kept.map(({ message }) => message)).toEqual(Array.from({ length: 12 }, (_, at) => `after ${at}`));
  });

  it('keeps one of the works that come together to make the same row, and all of the others', async () => {
    const database = await open();
    const label = { machine: 1, name: 'rack', value: '7' };
    const same = Array.from({ length: 3 }, () =>
      database.writeTogether(() => insertLast(insertLabel, label)),
    );
    const others = Array.from({ length: 3 }, (_, at) =>
      database.writeTogether(() => insertLast(insertEvent, { message: `${at}`, atMs: 1 })),
    );
    const settled = await Promise.allSettled(same);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of settled)
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(UniqueViolation);
    await Promise.all(others);
    expect((await database.read(() => readAll(allEvents, {}))).length).toBe(3);
  });

  it('keeps what works that come together end with once, also when one of them goes on behind that', async () => {
    const database = await open();
    const wrong = database.writeTogether(function* () {
      yield* insertLast(insertLabel, { machine: 1, name: 'rack', value: '7' });
      return yield* insert(insertEvent, { message: 'and more', atMs: 1 });
    });
    const right = Array.from({ length: 5 }, (_, at) =>
      database.writeTogether(() => insertLast(insertEvent, { message: `${at}`, atMs: 1 })),
    );
    await expect(wrong).rejects.toBeInstanceOf(WorkGoesOn);
    await Promise.all(right);
    const kept = await database.read(() => readAll(allEvents, {}));
    expect(kept.map(({ message }) => message).sort()).toEqual(['0', '1', '2', '3', '4']);
  });

  it('never gives a generated key twice, also when its row is deleted', async () => {
    const database = await open();
    const id = await database.write(() => insert(insertEvent, { message: 'a', atMs: 1 }));
    await database.write(() => change({ build: (query) => query.deleteFrom('events') }, {}));
    expect(await database.write(() => insert(insertEvent, { message: 'b', atMs: 1 }))).toBeGreaterThan(id);
  });

  it('counts on from a key that was written', async () => {
    const database = await open();
    const given = [40, 12].map((id) => ({ ...writtenEvent, id }) as typeof writtenEvent);
    await database.write(function* () {
      for (const event of given) {
        yield* change({ build: (query) => query.insertInto('events').values(event) }, {});
      }
    });
    expect(await database.write(() => insert(insertEvent, { message: 'a', atMs: 1 }))).toBe(41);
    expect(await database.write(() => insert(insertEvent, { message: 'b', atMs: 1 }))).toBe(42);
  });

  it('counts the rows that a change met, also when their values stay the same', async () => {
    const database = await open();
    const counts = await database.write(function* () {
      yield* insert(insertLabel, { machine: 1, name: 'rack', value: '7' });
      const same = yield* change(setLabel, { machine: 1, name: 'rack', value: '7' });
      const none = yield* change(setLabel, { machine: 2, name: 'rack', value: '7' });
      return { same, none };
    });
    expect(counts).toEqual({ same: 1, none: 0 });
  });

  it('leaves nothing of a work that throws, at whichever statement', async () => {
    const database = await open();
    for (let failing = 0; failing <= statementsOfPair; failing++) {
      const broken = database.write(() => throwAt(failing, writePair(`pair ${failing}`)));
      await expect(broken).rejects.toThrow(`injected at ${failing}`);
    }
    expect(await database.read(() => readAll(allEvents, {}))).toEqual([]);
    expect(await database.read(() => readAll(labelsInOrder, { machine: 1 }))).toEqual([]);
  });

  it('keeps the works around one that throws', async () => {
    const database = await open();
    const outcomes = await Promise.allSettled([
      database.write(() => insert(insertEvent, { message: 'before', atMs: 1 })),
      database.write(() => throwAt(2, writePair('broken'))),
      database.write(() => insert(insertEvent, { message: 'after', atMs: 1 })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const events = await database.read(() => readAll(allEvents, {}));
    expect(events.map(({ message }) => message).toSorted()).toEqual(['after', 'before']);
  });

  it('rejects a second row with the same unique key as UniqueViolation', async () => {
    const database = await open();
    const label = { machine: 1, name: 'rack', value: '7' };
    await database.write(() => insert(insertLabel, label));
    const second = database.write(function* () {
      yield* insert(insertEvent, { message: 'goes with it', atMs: 1 });
      yield* insert(insertLabel, label);
    });
    await expect(second).rejects.toBeInstanceOf(UniqueViolation);
    expect(await database.read(() => readAll(allEvents, {}))).toEqual([]);
  });

  it('rejects a statement that the database refuses, and goes on', async () => {
    const database = await open();
    const refused = database.read(() =>
      readQuery((query) => query.selectFrom('nowhere' as 'events').selectAll()),
    );
    await expect(refused).rejects.toThrow('nowhere');
    expect(await database.read(() => readAll(allEvents, {}))).toEqual([]);
  });

  it('lets one of two writers win a compare-and-set, and runs the other again', async () => {
    const database = await open();
    const id = await database.write(() => insert(insertMachine, { state: 'new' }));
    const take = () =>
      database.write(function* () {
        const machine = yield* readFirst(machineById, { id });
        if (machine === undefined) throw new Error('The machine is gone.');
        const { state, version } = machine;
        const to = state === 'new' ? 'granted' : 'held';
        if ((yield* change(changeState, { id, from: state, version, to, next: version + 1 })) === 0) {
          throw new LostRace('somebody was first');
        }
        return to;
      });
    expect((await Promise.all([take(), take()])).toSorted()).toEqual(['granted', 'held']);
    expect(await database.read(() => readFirst(machineById, { id }))).toEqual({ state: 'held', version: 3 });
  });

  it('gives up with Contended on a work that loses every time', async () => {
    const database = await open();
    const losing = database.write(function* () {
      yield* insert(insertEvent, { message: 'never', atMs: 1 });
      throw new LostRace('always');
    });
    await expect(losing).rejects.toBeInstanceOf(Contended);
    expect(await database.read(() => readAll(allEvents, {}))).toEqual([]);
  });

  it('runs 500 works at once that all count up one row', async () => {
    const database = await open();
    await database.write(() => insert(insertLabel, { machine: 1, name: 'count', value: '0' }));
    const countUp = () =>
      database.write(function* () {
        const label = yield* readFirst(labelByName, { machine: 1, name: 'count' });
        const value = Number(label?.value) + 1;
        yield* change(setLabel, { machine: 1, name: 'count', value: String(value) });
        return value;
      });
    const values = await Promise.all(Array.from({ length: 500 }, countUp));
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  it('runs 500 works at once that each look for a row and make it where it is missing', async () => {
    const database = await open();
    const works = Array.from({ length: 500 }, (_, index) =>
      database.write(function* () {
        const name = `name ${index % 100}`;
        if ((yield* readFirst(labelByName, { machine: 1, name })) !== undefined) return 0;
        yield* insert(insertLabel, { machine: 1, name, value: '' });
        yield* insert(insertEvent, { message: name, atMs: 1 });
        return 1;
      }),
    );
    const made = (await Promise.all(works)).reduce<number>((sum, one) => sum + one, 0);
    expect(made).toBe(100);
    expect(await database.read(() => readAll(allEvents, {}))).toHaveLength(100);
  });

  it('shows a read one moment: never half of a work', async () => {
    const database = await open();
    const writing = Array.from({ length: 100 }, (_, index) =>
      database.write(() => writePair(`pair ${index}`)),
    );
    const reading = Array.from({ length: 100 }, () =>
      database.read(function* () {
        const labels = yield* readAll(labelsInOrder, { machine: 1 });
        const events = yield* readAll(allEvents, {});
        return [labels.length, events.length];
      }),
    );
    for (const [labels, events] of await Promise.all(reading)) expect(events).toBe(labels);
    await Promise.all(writing);
  });

  it('gives text back as it was: four-byte characters, and a megabyte of it', async () => {
    const database = await open();
    const messages = [
      '𝔑etberth 🛥️ ünï',
      'it\'s "quoted" \\ back\\\'slashed; -- ? $1 \n',
      'ü🛥'.repeat(200_000),
    ];
    for (const message of messages) {
      const id = await database.write(() => insert(insertEvent, { message, atMs: 1 }));
      const found = await database.read(() => readFirst(eventById, { id }));
      expect(found?.message === message).toBe(true);
    }
  });

  it('shows a mark for what not every database can hold: NUL, and half of a surrogate pair', async () => {
    const database = await open();
    const id = await database.write(() => insert(insertEvent, { message: 'a\0b \ud83d c', atMs: 1 }));
    const found = await database.read(() => readFirst(eventById, { id }));
    expect(found?.message).toBe('a\ufffdb \ufffd c');
    const named = await database.read(() =>
      readQuery((query) => query.selectFrom('labels').selectAll().where('name', '=', '\0')),
    );
    expect(named).toEqual([]);
  });

  it('takes names of 320 characters, whatever their bytes', async () => {
    const database = await open();
    const name = '🛥'.repeat(320);
    await database.write(() => insert(insertLabel, { machine: 1, name, value: name }));
    expect(await database.read(() => readFirst(labelByName, { machine: 1, name }))).toEqual({
      name,
      value: name,
    });
  });

  it('compares names byte by byte: case, accents and trailing blanks tell them apart', async () => {
    const database = await open();
    const names = ['b', 'a', 'A', 'a ', 'ä', 'a\u0308', '', ' '];
    await database.write(function* () {
      for (const name of names) yield* insert(insertLabel, { machine: 1, name, value: `<${name}>` });
    });
    for (const name of names) {
      const found = await database.read(() => readAll(labelByName, { machine: 1, name }));
      expect(found).toEqual([{ name, value: `<${name}>` }]);
    }
    const ordered = await database.read(() => readAll(labelsInOrder, { machine: 1 }));
    expect(ordered.map(({ name }) => name)).toEqual(['', ' ', 'A', 'a', 'a ', 'a\u0308', 'b', 'ä']);
  });

  it('compares long text byte by byte too', async () => {
    const database = await open();
    await database.write(() => insert(insertEvent, { message: 'Text', atMs: 1 }));
    for (const message of ['text', 'Text ']) {
      expect(await database.read(() => readAll(eventsByMessage, { message }))).toEqual([]);
    }
    expect(await database.read(() => readAll(eventsByMessage, { message: 'Text' }))).toHaveLength(1);
  });

  it('gives whole numbers back as numbers, to 2^53-1, also counts and sums', async () => {
    const database = await open();
    for (const atMs of [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      const id = await database.write(() => insert(insertEvent, { message: 'n', atMs }));
      expect((await database.read(() => readFirst(eventById, { id })))?.at_ms).toBe(atMs);
    }
    const [totals] = await database.read(() =>
      readQuery((query) =>
        query
          .selectFrom('events')
          .select(({ fn }) => [
            fn.countAll().as('count'),
            fn.sum('at_ms').as('sum'),
            fn.max('at_ms').as('max'),
          ]),
      ),
    );
    expect(totals).toEqual({ count: 4, sum: -1, max: Number.MAX_SAFE_INTEGER });
  });

  it('has one clock that stands still inside a work and never goes back between works', async () => {
    const database = await open();
    let previous = 0;
    for (let round = 0; round < 20; round++) {
      const [first, last] = await database.write(function* () {
        const start = yield* now();
        yield* insert(insertEvent, { message: 'between', atMs: start });
        return [start, yield* now()];
      });
      expect(last).toBe(first);
      expect(first).toBeGreaterThanOrEqual(previous);
      previous = first;
    }
    expect(Math.abs(previous - Date.now())).toBeLessThan(60_000);
  });

  it('finishes the works under way before it closes, and takes none afterwards', async () => {
    const database = await open();
    const writing = Array.from({ length: 50 }, (_, index) =>
      database.write(() => insert(insertEvent, { message: `${index}`, atMs: 1 })),
    );
    await database.close();
    expect((await Promise.allSettled(writing)).every(({ status }) => status === 'fulfilled')).toBe(true);
    await expect(database.read(() => readAll(allEvents, {}))).rejects.toThrow(/closed/);
    await expect(database.write(() => insert(insertEvent, { message: 'late', atMs: 1 }))).rejects.toThrow(
      /closed/,
    );
  });
}

const writtenEvent = { at_ms: 1, severity: 'notice', kind: 'test', message: 'written', machine_id: null };

const statementsOfPair = 4;

function* writePair(name: string): Writing<void> {
  yield* insert(insertLabel, { machine: 1, name, value: 'first' });
  const atMs = yield* now();
  yield* insert(insertEvent, { message: name, atMs });
  yield* change(setLabel, { machine: 1, name, value: 'second' });
}

/** Passes a work's statements on, and throws after `count` of them. */
function* throwAt(count: number, work: Writing<void>): Writing<void> {
  let step = work.next();
  for (let done = 0; ; done++) {
    if (done === count) throw new Error(`injected at ${count}`);
    if (step.done) return;
    step = work.next(yield step.value);
  }
}
