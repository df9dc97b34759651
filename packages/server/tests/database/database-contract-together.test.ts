import type { Database } from '../../src/database/work.ts';
import { databaseContract } from './database-contract.ts';
import { forEachDatabase } from './for-each-database.ts';

/** All that a database promises holds too for works that share a transaction with others. */
forEachDatabase((_, open) => databaseContract(async (options) => neverAlone(await open(options))));

function neverAlone(database: Database): Database {
  return {
    ...{ read: (work) => database.read(work), writeTogether: (work) => database.writeTogether(work) },
    ...{ forgetErased: () => database.forgetErased(), close: () => database.close() },
    async write(work) {
      const [result] = await Promise.all([database.writeTogether(work), database.writeTogether(idle)]);
      return result;
    },
  };
}

// oxlint-disable-next-line require-yield
function* idle(): Generator<never, void> {}
