import type { InstallProgress, MachineState } from '@netberth/api';
import { Painted, type Meaning } from './painted.ts';

const meanings: Readonly<Record<MachineState, Meaning>> = {
  new: 'strong',
  granted: 'busy',
  installing: 'busy',
  finished: 'good',
  failed: 'bad',
  held: 'bad',
};

/** With how far it is, while that is of interest: `installing: packages`. */
export function stateWord(state: MachineState, progress?: InstallProgress | null): Painted {
  const isShown = progress && (state === 'installing' || state === 'granted');
  return new Painted(isShown ? `${state}: ${progress.stage}` : state, meanings[state]);
}
