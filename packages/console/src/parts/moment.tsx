import { exactTime, relativeTime } from '../format/relative-time.ts';
import { texts } from '../texts/texts.ts';

/** How long ago, and when exactly for who points at it. */
export function Moment({ at }: { readonly at: string | null }) {
  if (at === null) return <>{texts.never}</>;
  return (
    <time className="nb-figure" dateTime={at} title={exactTime(at)}>
      {relativeTime(at, Date.now())}
    </time>
  );
}
