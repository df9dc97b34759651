import { PublishedChecksums } from '@netberth/catalogue';
import { checksumListFetcher } from '@netberth/catalogue/online';
import type { RunningMirror } from '@netberth/api';
import type { Logger } from 'pino';
import type { AssetsConfig } from '../../config/config.ts';
import type { LocalFiles, MenuContent } from '../catalogue/menu-content.ts';
import type { FilePlace } from '../../platform/file-place.ts';
import { AssetFetches } from './asset-fetches.ts';
import { assetPlaces } from './asset-places.ts';
import { AssetStore } from './asset-store.ts';
import { PullThrough } from './pull-through.ts';
import { WantedAssets } from './wanted-assets.ts';

/** All that has to do with files of the menu on this server. */
export type Assets = {
  readonly store: AssetStore;
  readonly fetches: AssetFetches;
  readonly wanted: WantedAssets;
  readonly pull: PullThrough;
  readonly places: LocalFiles;
  /** For one run: what was found in a list of checksums is good for as long as the run. */
  readonly newChecksums: () => PublishedChecksums;
  /** Runs of `menu mirror` that are at work, with how far they are. */
  readonly running: Set<() => RunningMirror>;
};

export type AssetsNeeds = {
  readonly config: AssetsConfig;
  /** Where they lie; `writer` as for {@link AssetStore.open}. */
  readonly place: FilePlace;
  readonly clock: () => number;
  readonly log: Logger;
  /** Asked for when something is rendered, fetched or listed. */
  readonly content: () => MenuContent;
};

/** As long as nothing comes from upstream. */
const timeoutMs = 30_000;
const pauseMs = 1_000;
const listTimeoutMs = 10_000;

/** Looks what is stored; nothing is fetched. */
export async function openAssets({ config, place, clock, log, content }: AssetsNeeds): Promise<Assets> {
  const store = await AssetStore.open(place);
  const fetches = new AssetFetches({ store, now: clock, timeoutMs, pauseMs });
  const newChecksums = () => new PublishedChecksums(checksumListFetcher(listTimeoutMs));
  const wanted = new WantedAssets(content);
  const onFailure = (url: string, why: string) => log.warn(`${url} ${why}; machines fetch it from there`);
  const { pullThrough: isOn, maxBytes } = config;
  const pull = new PullThrough({ store, fetches, newChecksums, isOn, maxBytes, now: clock, onFailure });
  const places = assetPlaces(store, wanted, pull);
  return { store, fetches, wanted, pull, places, newChecksums, running: new Set() };
}
