import type { Boot } from '@netberth/api';
import { durationText, sizeText } from './measure-text.ts';
import { bad, good, Painted, quiet, strong, type Word } from './painted.ts';
import { exactTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

/** One boot as a part of a machine's time line: what was decided and why, then what followed. */
export function bootText(boot: Boot, view: View): string {
  const line = lineWith(view.paint);
  const head = line`${strong(`#${boot.number}`)}  ${exactTime(boot.at)}  from ${boot.address}  ${decisionText(boot)}`;
  const why = line`    ${quiet(boot.reasonCode)} ${boot.reason}`;
  const files = boot.files.map((file) => {
    const name = file.complete ? good(`${file.percent}%`) : new Painted(`${file.percent}%`, 'busy');
    return line`    fetched ${file.file}  ${sizeText(file.sentBytes)} of ${sizeText(file.sizeBytes)}  ${name}  in ${durationText(file.durationMs)}`;
  });
  const callbacks = boot.callbacks.flatMap(({ at, kind, detail }) => {
    if (!tellsInLines.has(kind))
      return line`    ${exactTime(at)}  ${callbackWord(kind)}  ${detail}`.trimEnd();
    return [
      line`    ${exactTime(at)}  ${callbackWord(kind)}`,
      ...detail.split('\n').map((text) => line`      | ${text}`),
    ];
  });
  const started = boot.startedAt === null ? [] : [line`    ${exactTime(boot.startedAt)}  install started`];
  const finished =
    boot.finishedAt === null ? [] : [line`    ${exactTime(boot.finishedAt)}  ${good('finished')}`];
  return [head, why, ...files, ...started, ...callbacks, ...finished].map((text) => `${text}\n`).join('');
}

/** `image1 (step 1 of grant 3)`, `disk`, `debian release=trixie` */
export function decisionText(
  boot: Pick<Boot, 'decision' | 'profile' | 'step'> & { grantId?: number | null; choice?: string | null },
): Painted {
  if (boot.decision === 'choice') return strong(boot.choice ?? '?');
  if (boot.decision !== 'profile') return strong(boot.decision);
  const ofGrant = boot.grantId === undefined || boot.grantId === null ? '' : ` of grant ${boot.grantId}`;
  return strong(`${boot.profile ?? '?'}${boot.step === null ? '' : ` (step ${boot.step + 1}${ofGrant})`}`);
}

/** What the server has written a line each: of every disk, of every test. */
const tellsInLines: ReadonlySet<string> = new Set(['wipe', 'test']);

function callbackWord(kind: string): Word {
  if (kind === 'finish') return good(kind);
  return kind === 'failed' ? bad(kind) : kind;
}
