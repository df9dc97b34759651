import { Halt } from '../halt.ts';
import { print } from '../screen/terminal.ts';
import { atOnce } from './at-once.ts';

export const reboot = atOnce((_, { options }) => {
  throw new Halt({ kind: 'reboot', isWarm: options.has('warm'), toSetup: options.has('setup') });
});

export const powerOff = atOnce(() => {
  throw new Halt({ kind: 'poweroff' });
});

export const shell = atOnce((machine) => {
  print(machine.terminal, 'iPXE> ');
  throw new Halt({ kind: 'shell' });
});
