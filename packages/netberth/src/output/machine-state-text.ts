import type { DownloadTurn, InstallProgress, MachineState } from '@netberth/api';
import { Painted, type Meaning } from './painted.ts';

const meanings: Readonly<Record<MachineState, Meaning>> = {
  new: 'strong',
  granted: 'busy',
  installing: 'busy',
  finished: 'good',
  failed: 'bad',
  held: 'bad',
};

/** With how far it is, while that is of interest: `granted: waits, place 3 of 40`, `installing: packages`. */
export function stateWord(
  state: MachineState,
  progress?: InstallProgress | null,
  turn?: DownloadTurn | null,
): Painted {
  if (turn) return new Painted(`${state}: waits, place ${turn.place} of ${turn.waiting}`, meanings[state]);
  const isShown = progress && (state === 'installing' || state === 'granted');
  return new Painted(isShown ? `${state}: ${progress.stage}` : state, meanings[state]);
}
