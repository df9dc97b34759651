import type { Asset, OutputOf, menuAssets } from '@netberth/api';
import { isoTime } from '../../platform/iso-time.ts';
import { assetPath } from './asset-place.ts';
import type { AssetRecord } from './asset-record.ts';
import type { MirrorTools } from './mirror-files.ts';
import type { WantedAssets } from './wanted-assets.ts';

type AssetSources = Pick<MirrorTools, 'store' | 'fetches' | 'running'> & {
  readonly wanted: WantedAssets;
};

/** What is stored, what is on its way, and what was left half fetched. */
export async function listAssets({
  store,
  fetches,
  running,
  wanted,
}: AssetSources): Promise<OutputOf<typeof menuAssets>> {
  const productsOf = (url: string) => [...(wanted.find(url)?.products ?? [])];
  const coming = fetches.running.map(({ url, state }) => ({
    ...unstored(url, state.totalBytes, state.receivedBytes),
    state: 'fetching' as const,
  }));
  const left = (await store.parts())
    .filter(({ version }) => !coming.some(({ url }) => url === version.url))
    .map(({ version, receivedBytes }) => ({
      ...unstored(version.url, version.totalBytes, receivedBytes),
      state: 'partial' as const,
    }));
  const stored = store.records.map(storedAsset);
  const assets = [...stored, ...coming, ...left].map((asset) => ({
    ...asset,
    products: productsOf(asset.url),
  }));
  return {
    assets: assets.sort((one, other) => (one.url < other.url ? -1 : 1)),
    running: [...running].map((progress) => progress()),
    folder: store.folder,
    storedBytes: store.storedBytes,
    freeBytes: await store.freeBytes(),
  };
}

type Listed = Omit<Asset, 'products'>;

function storedAsset({ url, sizeBytes, sha256, checkedBy, storedAtMs }: AssetRecord): Listed {
  const storedAt = isoTime(storedAtMs);
  return {
    url,
    path: assetPath(url),
    state: 'stored',
    sizeBytes,
    receivedBytes: sizeBytes,
    sha256,
    checkedBy,
    storedAt,
  };
}

function unstored(url: string, sizeBytes: number | null, receivedBytes: number) {
  return {
    url,
    path: assetPath(url),
    sizeBytes,
    receivedBytes,
    sha256: null,
    checkedBy: null,
    storedAt: null,
  };
}
