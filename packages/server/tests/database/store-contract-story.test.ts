import { forEachDatabase } from './for-each-database.ts';
import { storeContractStory } from './store-contract-story.ts';

forEachDatabase((name, open) => storeContractStory(name, open));
