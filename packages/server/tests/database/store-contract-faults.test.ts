import { forEachDatabase } from './for-each-database.ts';
import { storeContractFaults } from './store-contract-faults.ts';

forEachDatabase((_, open) => storeContractFaults(open));
