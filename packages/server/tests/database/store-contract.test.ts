import { forEachDatabase } from './for-each-database.ts';
import { storeContractMachines } from './store-contract-machines.ts';

forEachDatabase((_, open) => {
  storeContractMachines(open);
});
