import { quiet, strong, type Word } from '../../output/painted.ts';
import { sizeText } from '../../output/measure-text.ts';
import { lineWith, type Line, type View } from '../../output/view.ts';
import { shownUrl } from './answer-from-folder.ts';
import { endLines } from './end-lines.ts';
import { screenLines } from './screen-lines.ts';
import type { SimulationOutput } from './simulation-schema.ts';

type Fetched = SimulationOutput['fetches'][number];
type Step = SimulationOutput['steps'][number];

/** A simulation as a person reads it: what the machine fetches, says and shows, in order, and how it ends. */
export function storyText(simulation: SimulationOutput, view: View): string {
  const line = lineWith(view.paint);
  const showsSteps = view.input['steps'] === true;
  const through = stepsThroughAt(simulation.steps);
  const lines = simulation.steps.flatMap((step, index) => [
    ...(showsSteps ? [stepLine(step, line)] : []),
    ...simulation.fetches.filter((each) => each.step === index).map((each) => fetchLine(each, step, line)),
    ...shownLines(simulation, index, view),
    ...(through.get(index) ?? []).flatMap((each) => saidLines(simulation, each, line)),
  ]);
  return [...lines, ...endLines(simulation.end, line), ''].join('\n');
}

function stepLine({ script, line: number, command, status }: Step, line: Line): string {
  const place = script === '-' ? 'start' : `${shownUrl(script)}:${number}`;
  const words = command.split(' ').map(shownUrl).join(' ');
  return line`${quiet(`${place}  ${words}${status === 0 ? '' : '  (fails)'}`)}`;
}

function fetchLine({ url, outcome, sizeBytes, form }: Fetched, { printed }: Step, line: Line): string {
  const name = form === undefined ? 'fetches' : 'posts to';
  return line`${strong(name)}${' '.repeat(9 - name.length)}${shownUrl(url)}${outcomeWord(outcome, sizeBytes, printed)}`;
}

function outcomeWord(outcome: Fetched['outcome'], sizeBytes: number, printed: string): Word {
  switch (outcome) {
    case 'file':
      return quiet(` (${sizeText(sizeBytes)})`);
    case 'unseen':
      return quiet(' (not looked into)');
    case 'redirected':
      return quiet(' (moved)');
    case 'failed':
      return `: ${/\.\.\. (.*)/.exec(printed)?.[1] ?? 'failed'}`;
  }
}

/** By the index of a step: the steps that are through after it. One that chains a script is through after the script. */
function stepsThroughAt(steps: readonly Step[]): ReadonlyMap<number, readonly number[]> {
  const through = new Map<number, number[]>();
  let open: number[] = [];
  for (const [index, step] of steps.entries()) {
    open.push(index);
    const nextDepth = steps[index + 1]?.depth ?? -1;
    if (nextDepth > step.depth) continue;
    const isThrough = (each: number): boolean => (steps[each]?.depth ?? 0) >= nextDepth;
    through.set(index, open.filter(isThrough).reverse());
    open = open.filter((each) => !isThrough(each));
  }
  return through;
}

/** What it prints; what downloads and typed lines print is told by lines of their own. */
function saidLines(
  { steps, fetches, pauses }: SimulationOutput,
  index: number,
  line: Line,
): readonly string[] {
  const isDownload = fetches.some((each) => each.step === index);
  if (pauses.some(({ step, pause }) => step === index && pause.kind === 'read')) return [];
  return (steps[index]?.printed ?? '')
    .split('\n')
    .filter((text) => text !== '' && !(isDownload && /^\S+\.\.\. /.test(text)))
    .map((text) => line`${strong('says')}     ${text}`);
}

/** The last screen of a menu or prompt, and the keys that were pressed at it. */
function shownLines({ pauses }: SimulationOutput, index: number, view: View): readonly string[] {
  const own = pauses.filter(({ step }) => step === index);
  const last = own.at(-1);
  if (last === undefined) return [];
  const line = lineWith(view.paint);
  const pressed = own
    .flatMap((each) => each.pressed)
    .map((key) => (key === 'Timeout' ? 'nothing until the time is up' : key));
  return [
    line`${strong('shows')}`,
    ...screenLines(last, view),
    ...(pressed.length === 0 ? [] : [line`${strong('gets')}     ${pressed.join(' ')}`]),
  ];
}
