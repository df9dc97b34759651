import { forEachDatabase } from './for-each-database.ts';
import { storeContractImages } from './store-contract-images.ts';

forEachDatabase((name, open, makeEmpty) => storeContractImages(name, open, makeEmpty));
