import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/database/open-database.ts';
import { insert } from '../../src/database/work.ts';
import { insertEvent, insertLabel } from './example-statements.ts';

/**
 * A program that writes until it is killed: `node storm.ts URL`. Each work makes two rows; its number is printed
 * after the database has answered.
 */
const database = await openDatabase(process.argv[2] ?? '', Date.now);
let number = 0;
await Promise.all(Array.from({ length: 20 }, writeForEver));

async function writeForEver(): Promise<void> {
  for (;;) {
    const name = String(++number);
    await database.write(function* () {
      yield* insert(insertEvent, { message: name, atMs: 1 });
      yield* insert(insertLabel, { machine: 1, name, value: '' });
    });
    writeSync(1, `${name}\n`);
  }
}
