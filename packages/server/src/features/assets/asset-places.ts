import type { LocalFiles } from '../catalogue/menu-content.ts';
import { assetPath } from './asset-place.ts';
import type { AssetStore } from './asset-store.ts';
import type { PullThrough } from './pull-through.ts';
import type { WantedAssets } from './wanted-assets.ts';

/** Which files of the menu machines get from here: those that are stored; where pulling through is on, all. */
export function assetPlaces(store: AssetStore, wanted: WantedAssets, pull: PullThrough): LocalFiles {
  return {
    pathOf: (url) => {
      const isHere = store.find(url) !== undefined || (pull.isOn && wanted.find(url) !== undefined);
      return isHere ? assetPath(url) : null;
    },
    get revision() {
      return store.revision;
    },
  };
}
