import type { MachineState } from '@netberth/api';

export const stateColours: Readonly<Record<MachineState, string>> = {
  new: 'blue',
  granted: 'violet',
  installing: 'cyan',
  finished: 'green',
  failed: 'red',
  held: 'orange',
};
