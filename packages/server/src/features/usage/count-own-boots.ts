import { versionAxis } from '@netberth/catalogue';
import { BootCounts } from '@netberth/usage';
import { moveWatermark, watermark } from '../../database/watermark.ts';
import { now, readQuery } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { addBootCounts } from './boot-count-store.ts';

const mark = 'boot_counts';
const batchRows = 1000;
/** On a server database a lower number can become visible after a higher one; not this long after. */
const settleMs = 10_000;

type CountedBoot = {
  readonly number: number;
  readonly at_ms: number;
  readonly choice: string | null;
  readonly profile: string | null;
  readonly hardware_json: string | null;
};

/**
 * Counts the next boots that were of the menu: what a person chose there, and profiles that are a saved choice.
 * @returns how many boots were looked at; 0: none is left
 */
export function* countOwnBoots(menu: MenuSource): Writing<number> {
  const from = yield* watermark(mark);
  const before = (yield* now()) - settleMs;
  const boots = yield* nextBoots(from);
  const young = boots.findIndex(({ at_ms }) => at_ms > before);
  const settled = young === -1 ? boots : boots.slice(0, young);
  const last = settled.at(-1);
  if (last === undefined) return 0;
  const counts = new BootCounts();
  for (const boot of settled) {
    const choice = yield* choiceOf(boot);
    if (choice === undefined) continue;
    const { product, values } = choice;
    const hardware = JSON.parse(boot.hardware_json ?? '{}') as Readonly<Record<string, string>>;
    counts.add({
      day: new Date(boot.at_ms).toISOString().slice(0, 10),
      ...{ product, version: versionIn(menu, product, values) },
      arch: hardware['buildarch'] ?? '',
      firmware: { efi: 'efi', pcbios: 'bios' }[hardware['platform'] ?? ''] ?? '',
      country: '',
    });
  }
  yield* moveWatermark(mark, from, last.number);
  yield* addBootCounts(counts.take(), 'server');
  return settled.length;
}

function* nextBoots(from: number): Reading<readonly CountedBoot[]> {
  return yield* readQuery((query) =>
    query
      .selectFrom('boots')
      .leftJoin('machines', 'machines.id', 'boots.machine_id')
      .select(['number', 'at_ms', 'choice', 'profile', 'hardware_json'])
      .where('number', '>', from)
      .orderBy('number')
      .limit(batchRows),
  );
}

type Chosen = { readonly product: string; readonly values: Readonly<Record<string, string>> };

function* choiceOf({ choice, profile }: CountedBoot): Reading<Chosen | undefined> {
  if (choice !== null) return chosenIn(choice);
  if (profile === null) return undefined;
  const spec = (yield* findProfile(profile))?.spec;
  return spec?.method === 'choice' ? { product: spec.product, values: spec.choice } : undefined;
}

/** `debian release=trixie,mode=text`, as boots have it. */
function chosenIn(text: string): Chosen {
  const [product = '', given = ''] = text.split(' ', 2);
  const pairs = given.split(',').map((pair) => {
    const [name = '', value = ''] = pair.split('=', 2);
    return [name, value] as const;
  });
  return { product, values: Object.fromEntries(pairs) };
}

/** Only what the menu offers is a version: what a person typed may be anything. */
function versionIn({ content }: MenuSource, product: string, values: Chosen['values']): string {
  const known = content.catalogue.products.find(({ id }) => id === product);
  const axis = known && versionAxis(known);
  if (axis === undefined) return '';
  const value = values[axis.id] ?? axis.items[0]?.id ?? '';
  return axis.items.some(({ id }) => id === value) ? value : 'other';
}
