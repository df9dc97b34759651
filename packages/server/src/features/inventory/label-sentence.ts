import { noneSelected } from '../machines/select-machines.ts';

type Summary = {
  /** How many were selected, and how many of them change. */
  readonly selected: number;
  readonly count: number;
  /** What each has from then on; empty: none of that name. */
  readonly labels: Readonly<Record<string, string>>;
  readonly dryRun: boolean;
};

/** What happened, or would happen, to how many machines. */
export function labelSentence({ selected, count, labels, dryRun }: Summary): string {
  if (selected === 0) return noneSelected;
  if (count === 0) return 'No machine changes: all are so already.';
  const words = Object.entries(labels).map(([name, value]) =>
    value === '' ? `no label ${name}` : `the label ${name}=${value}`,
  );
  const has = dryRun ? 'would have' : count === 1 ? 'has' : 'have';
  return `${count === 1 ? '1 machine' : `${count} machines`} ${has} ${listed(words)}.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
