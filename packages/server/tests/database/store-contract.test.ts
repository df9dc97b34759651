import { forEachDatabase } from './for-each-database.ts';
import { storeContractMachines } from './store-contract-machines.ts';
import { storeContractProvisioning } from './store-contract-provisioning.ts';
import { storeContractRecords } from './store-contract-records.ts';

forEachDatabase((name, open) => {
  storeContractMachines(open);
  storeContractProvisioning(open);
  storeContractRecords(name, open);
});
