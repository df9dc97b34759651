import { menuAssets, menuMirror, type InputOf, type MirroredFile } from '@netberth/api';
import { handleReadWithFiles, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler, Json } from '../../commands/command-handler.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import type { AssetRecord } from './asset-record.ts';
import { listAssets } from './list-assets.ts';
import { fileOf, mirrorFiles, type MirrorTools } from './mirror-files.ts';
import { mirrorRefused } from './mirror-refused.ts';
import { selectFiles } from './select-files.ts';
import type { WantedAssets } from './wanted-assets.ts';

export type AssetCommandNeeds = MirrorTools & {
  readonly menu: MenuSource;
  readonly wanted: WantedAssets;
};

/** `menu mirror` and `menu assets`. */
export function assetCommands(needs: AssetCommandNeeds): readonly CommandHandler[] {
  const { store } = needs;
  const mirror = handleWriteWithFiles(
    menuMirror,
    async (input) => ({ value: await prepare(needs, input), discard: async () => undefined }),
    function* (_, __, { files, finish }) {
      const changed = files.filter(({ outcome }) => changing.has(outcome));
      const output = {
        ok: files.every(({ outcome }) => !['failed', 'held', 'damaged'].includes(outcome)),
        files: [...files],
        storedBytes: storedAfter(store.records, files),
      };
      return {
        output,
        target: 'menu',
        before: checksumsOf(changed, ({ url }) => store.find(url)?.sha256 ?? null),
        after: checksumsOf(changed, ({ outcome, sha256 }) => (gone.has(outcome) ? null : sha256)),
        afterwards: finish,
      };
    },
  );
  const list = handleReadWithFiles(
    menuAssets,
    function* () {},
    () => listAssets(needs),
  );
  return [mirror, list];
}

/** What a run found out, and what has to be done to the files when that is recorded. */
type Prepared = { readonly files: readonly MirroredFile[]; readonly finish: () => Promise<void> };

const gone: ReadonlySet<string> = new Set(['removed', 'damaged']);
const changing: ReadonlySet<string> = new Set(['stored', 'updated', ...gone]);

async function prepare(needs: AssetCommandNeeds, input: InputOf<typeof menuMirror>): Promise<Prepared> {
  const { store, menu } = needs;
  const asked = [input.remove, input.verify, input.prune].filter(Boolean).length;
  if (asked > 1)
    throw mirrorRefused('--remove, --verify and --prune are three things', 'Say one of them at a time.');
  const selected = input.product === undefined ? null : selectFiles(menu.content, input.product, input);
  const isSelected = (url: string) => selected === null || selected.has(url);
  if (input.verify) return await verify(needs, isSelected);
  if (input.prune)
    return await removal(needs, (url) => isSelected(url) && needs.wanted.find(url) === undefined);
  if (input.product === undefined || selected === null)
    throw mirrorRefused('no product is named', 'Say --product ID; --verify and --prune need none.');
  if (input.remove) return await removal(needs, isSelected);
  const movable = [...selected.values()].filter(({ isMovable }) => isMovable);
  if (movable.length === 0)
    throw mirrorRefused(
      `the files of ${input.product} name their neighbours, so they work from upstream alone`,
      'There is nothing to store.',
    );
  const { files, staged } = await mirrorFiles(needs, input.product, movable);
  const finish = async () => {
    for (const each of staged) await store.publish(each);
  };
  return { files, finish };
}

/** Also of what was fetched half and given up. */
async function removal({ store }: AssetCommandNeeds, isMeant: (url: string) => boolean): Promise<Prepared> {
  const stored = store.records.filter(({ url }) => isMeant(url)).map(fileOf);
  const left = (await store.parts())
    .map(({ version, receivedBytes }) => ({
      url: version.url,
      sizeBytes: receivedBytes,
      sha256: null,
      checkedBy: null,
    }))
    .filter(({ url }) => isMeant(url) && store.find(url) === undefined);
  const files = [...stored, ...left].map((file) => ({ ...file, outcome: 'removed' as const, why: null }));
  const finish = async () => {
    for (const { url } of files) await store.remove(url);
  };
  return { files, finish };
}

async function verify({ store }: AssetCommandNeeds, isMeant: (url: string) => boolean): Promise<Prepared> {
  const files: MirroredFile[] = [];
  for (const record of store.records.filter(({ url }) => isMeant(url))) {
    const isSound = await store.isSound(record);
    const why = isSound
      ? null
      : 'is not as it was stored; machines get it from upstream until it is mirrored again';
    files.push({ ...fileOf(record), outcome: isSound ? 'sound' : 'damaged', why });
  }
  const finish = async () => {
    for (const { url, outcome } of files) if (outcome === 'damaged') await store.remove(url);
  };
  return { files, finish };
}

function checksumsOf(files: readonly MirroredFile[], checksum: (file: MirroredFile) => string | null): Json {
  return Object.fromEntries(files.map((file) => [file.url, checksum(file)]));
}

function storedAfter(records: readonly AssetRecord[], files: readonly MirroredFile[]): number {
  const sizes = new Map(records.map(({ url, sizeBytes }) => [url, sizeBytes]));
  for (const { url, outcome, sizeBytes } of files) {
    if (outcome === 'removed' || outcome === 'damaged') sizes.delete(url);
    if (outcome === 'stored' || outcome === 'updated') sizes.set(url, sizeBytes ?? 0);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
