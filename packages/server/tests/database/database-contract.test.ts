import { databaseContract } from './database-contract.ts';
import { forEachDatabase } from './for-each-database.ts';

forEachDatabase((_, open) => databaseContract(open));
