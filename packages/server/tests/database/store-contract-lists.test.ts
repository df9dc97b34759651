import { forEachDatabase } from './for-each-database.ts';
import { storeContractLists } from './store-contract-lists.ts';

forEachDatabase((_, open) => storeContractLists(open));
