import { forEachDatabase } from './for-each-database.ts';
import { storeContractOverview } from './store-contract-overview.ts';

forEachDatabase((_, open) => storeContractOverview(open));
