import { noneSelected } from '../machines/select-machines.ts';

export type BulkVerb = 'grant' | 'revoke' | 'hold' | 'unhold';

type Summary = {
  readonly verb: BulkVerb;
  /** How many were selected, and how many of them change. */
  readonly selected: number;
  readonly count: number;
  readonly profiles: readonly string[];
  readonly expires: string;
  readonly dryRun: boolean;
  /** Why a second person has to approve it. */
  readonly why: string | undefined;
  readonly refused: number;
};

/** What happened, or would happen, to how many machines. */
export function bulkSentence(summary: Summary): string {
  const { refused } = summary;
  const left = refused === 0 ? '' : ` ${machines(refused)} ${refused === 1 ? 'is' : 'are'} left out.`;
  return `${mainSentence(summary)}${left}`;
}

function mainSentence({ verb, selected, count, profiles, expires, dryRun, why }: Summary): string {
  if (selected === 0) return noneSelected;
  if (count === 0) return 'No machine changes.';
  const many = machines(count);
  const will = dryRun ? `${many} would` : `${many} will`;
  switch (verb) {
    case 'grant': {
      const gets = `get ${profiles.join(', then ')} when booted within ${expires}`;
      if (why === undefined) return `${will} ${gets}.`;
      const proposed = dryRun ? 'It would be proposed' : 'It is proposed';
      return `${proposed} that ${many} ${gets}: a second person has to approve it, because ${why}.`;
    }
    case 'revoke':
      return `${dryRun ? `${many} would have` : `${many} ${have(count)}`} no grant any more.`;
    case 'hold':
      return `${dryRun ? `${many} would be` : `${many} ${are(count)}`} held: they boot their disks until they are let go.`;
    case 'unhold':
      return `${dryRun ? `${many} would be` : `${many} ${are(count)}`} let go.`;
  }
}

function machines(count: number): string {
  return count === 1 ? '1 machine' : `${count} machines`;
}

function have(count: number): string {
  return count === 1 ? 'has' : 'have';
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}
