import { forEachDatabase } from './for-each-database.ts';
import { storeContractRaces } from './store-contract-races.ts';

forEachDatabase((name, open, makeEmpty) => storeContractRaces(name, open, makeEmpty));
