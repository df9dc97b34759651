import type { Boot } from '@netberth/api';
import { durationText } from '../../format/duration-text.ts';
import { sizeText } from '../../format/size-text.ts';
import { texts } from '../../texts/texts.ts';

/** One line of a boot's time line. `afterMs`: since the machine asked; null: not known. */
export type BootStep = {
  readonly what: string;
  readonly afterMs: number | null;
  readonly tone: 'plain' | 'good' | 'bad';
};

/** What followed a boot, in the order in which it happened: kernel, initrd, image, callbacks. */
export function bootSteps(boot: Boot): readonly BootStep[] {
  const since = (iso: string) => Date.parse(iso) - Date.parse(boot.at);
  const files = boot.files.map(({ file, sizeBytes, percent, durationMs, complete }) => ({
    what: texts.machine.fetched(
      file,
      sizeText(sizeBytes),
      complete ? 100 : Math.floor(percent),
      durationText(durationMs),
    ),
    afterMs: null,
    tone: 'plain' as const,
  }));
  const told = boot.callbacks.map(({ at, kind, detail }) => ({
    what: detail === '' ? kind : `${kind}: ${detail}`,
    afterMs: since(at),
    tone: kind === 'failed' ? ('bad' as const) : ('plain' as const),
  }));
  const marks = [
    ...(boot.startedAt === null
      ? []
      : [{ what: texts.machine.started, afterMs: since(boot.startedAt), tone: 'plain' as const }]),
    ...(boot.finishedAt === null
      ? []
      : [{ what: texts.machine.finished, afterMs: since(boot.finishedAt), tone: 'good' as const }]),
  ];
  const timed = [...told, ...marks].sort((a, b) => a.afterMs - b.afterMs);
  return [...files, ...timed];
}
