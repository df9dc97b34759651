import type { MachineState } from './machine-state.ts';

/** `${net0/mac:hexhyp}` and its like, as iPXE fills them in; a setting that the machine does not have is empty. */
export function expandSettings(text: string, state: Pick<MachineState, 'machine' | 'waiting'>): string {
  return text.replaceAll(/\$\{([^}:]+)(?::(\w+))?\}/g, (_, name: string, type = 'string') =>
    formatted(settingOf(state, name), String(type)),
  );
}

function settingOf({ machine, waiting }: Pick<MachineState, 'machine' | 'waiting'>, name: string): string {
  switch (name) {
    case 'net0/mac':
    case 'netX/mac':
      return machine.mac;
    case 'uuid':
      return machine.uuid;
    case 'serial':
      return machine.serial;
    case 'platform':
      return machine.platform;
    case 'manufacturer':
      return 'Storm & Sons';
    case 'product':
      return 'Simulated machine';
    case 'buildarch':
      return 'x86_64';
    case 'version':
      return '1.21.1+';
    case 'netberth_waiting':
      return waiting;
    default:
      return '';
  }
}

function formatted(value: string, type: string): string {
  if (type === 'hexhyp') return value.replaceAll(':', '-');
  return type === 'uristring' ? encodeURIComponent(value) : value;
}
