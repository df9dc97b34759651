import { change, readAll, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

/** A profile that is a version of an image; the numbers begin at 1. */
export type ImageVersion = { readonly number: number; readonly profile: string };

const ofImage = statement<{ image: string }>()((query, { image }) =>
  query
    .selectFrom('image_versions')
    .select(['number', 'profile'])
    .where('image', '=', image)
    .orderBy('number'),
);
const insertRow = statement<{ image: string; number: number; profile: string }>()(
  (query, { image, number, profile }) =>
    query.insertInto('image_versions').values({ image, number, profile }),
);

/** The oldest first. */
export function* versionsOf(image: string): Reading<readonly ImageVersion[]> {
  return yield* readAll(ofImage, { image });
}

/** Those that are not among its versions yet follow, in this order. */
export function* addVersions(image: string, profiles: readonly string[]): Writing<void> {
  const known = yield* versionsOf(image);
  const added = profiles.filter((name) => !known.some(({ profile }) => profile === name));
  let number = known.length;
  for (const profile of added) yield* change(insertRow, { image, number: ++number, profile });
}

/** How many versions ago a profile was the one that machines come to; null: it is no version. */
export function versionsBehind(
  versions: readonly ImageVersion[],
  target: string,
  runs: string | null,
): number | null {
  const numberOf = (name: string | null) => versions.find(({ profile }) => profile === name)?.number;
  const [wanted, run] = [numberOf(target), numberOf(runs)];
  return wanted === undefined || run === undefined ? null : Math.max(0, wanted - run);
}
