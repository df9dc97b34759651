import { atLeast } from './share-count.ts';
import type { RolloutRecord } from './rollout-record.ts';

type Summary = {
  readonly rollout: Pick<RolloutRecord, 'image' | 'profile' | 'order' | 'why'>;
  readonly count: number;
  readonly left: number;
  readonly dryRun: boolean;
};

/** What a start does, or would do. */
export function rolloutSentence({ rollout, count, left, dryRun }: Summary): string {
  const { profile, order, why } = rollout;
  const [first, wave] = [atLeast(order.canary, count), atLeast(order.wave, count)].map((size) =>
    Math.min(count, Math.max(1, size)),
  );
  const will = dryRun ? 'would come' : 'come';
  const some = `${machines(count)} ${will} to ${profile}, each at its next boot: ${first} first, then ${wave} at a time`;
  const others = left === 0 ? '' : ` ${machines(left)} ${left === 1 ? 'is' : 'are'} left out.`;
  if (why === null) return `${some}.${others}`;
  return `It ${dryRun ? 'would be' : 'is'} proposed that ${some}: a second person has to approve it, because ${why}.${others}`;
}

function machines(count: number): string {
  return count === 1 ? '1 machine' : `${count} machines`;
}
