import { forEachDatabase } from './for-each-database.ts';
import { storeContractMachines } from './store-contract-machines.ts';
import { storeContractProvisioning } from './store-contract-provisioning.ts';

forEachDatabase((_, open) => {
  storeContractMachines(open);
  storeContractProvisioning(open);
});
