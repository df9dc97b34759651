import type { Boot } from '@netberth/api';
import { durationText } from '../../format/duration-text.ts';
import { sizeText } from '../../format/size-text.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.machine;

/** One line of a boot's time line. `when`: how long it took, or how long after the machine had asked. */
export type BootStep = {
  readonly what: string;
  readonly when: string;
  readonly tone: 'plain' | 'good' | 'bad';
};

/** What followed a boot, in the order in which it happened: kernel, initrd, image, callbacks. */
export function bootSteps(boot: Boot): readonly BootStep[] {
  const files = boot.files.map(({ file, sizeBytes, percent, durationMs, complete }) => ({
    what: words.fetched(file, sizeText(sizeBytes), complete ? 100 : Math.floor(percent)),
    when: words.took(durationText(durationMs)),
    tone: 'plain' as const,
  }));
  const timed = [...reports(boot), ...marks(boot)].sort((a, b) => a.afterMs - b.afterMs);
  const told = timed.map(({ what, tone, afterMs }) => ({
    ...{ what, tone },
    when: words.after(durationText(Math.max(0, afterMs))),
  }));
  return [...files, ...told];
}

type Timed = Pick<BootStep, 'what' | 'tone'> & { readonly afterMs: number };

function reports(boot: Boot): readonly Timed[] {
  return (
    boot.callbacks
      // That it is finished is marked.
      .filter(({ kind }) => kind !== 'finish' || boot.finishedAt === null)
      .map(({ at, kind, detail }) => ({
        what: detail === '' ? kind : `${kind}: ${detail}`,
        afterMs: msSince(boot, at),
        tone: kind === 'failed' ? 'bad' : 'plain',
      }))
  );
}

function marks(boot: Boot): readonly Timed[] {
  const { startedAt, finishedAt } = boot;
  return [
    ...(startedAt === null
      ? []
      : [{ what: words.started, afterMs: msSince(boot, startedAt), tone: 'plain' as const }]),
    ...(finishedAt === null
      ? []
      : [{ what: words.finished, afterMs: msSince(boot, finishedAt), tone: 'good' as const }]),
  ];
}

function msSince(boot: Boot, iso: string): number {
  return Date.parse(iso) - Date.parse(boot.at);
}
