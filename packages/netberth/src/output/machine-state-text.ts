import type { MachineState } from '@netberth/api';
import { Painted, type Meaning } from './painted.ts';

const meanings: Readonly<Record<MachineState, Meaning>> = {
  new: 'strong',
  granted: 'busy',
  installing: 'busy',
  finished: 'good',
  failed: 'bad',
  held: 'bad',
};

export function stateWord(state: MachineState): Painted {
  return new Painted(state, meanings[state]);
}
