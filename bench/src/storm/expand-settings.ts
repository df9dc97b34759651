import type { StormMachine } from './storm-machine.ts';

/** `${net0/mac:hexhyp}` and its like, as iPXE fills them in; a setting that the machine does not have is empty. */
export function expandSettings(text: string, machine: StormMachine): string {
  return text.replaceAll(/\$\{([^}:]+)(?::(\w+))?\}/g, (_, name: string, type = 'string') =>
    formatted(settingOf(machine, name), String(type)),
  );
}

function settingOf(machine: StormMachine, name: string): string {
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
    default:
      return '';
  }
}

function formatted(value: string, type: string): string {
  if (type === 'hexhyp') return value.replaceAll(':', '-');
  return type === 'uristring' ? encodeURIComponent(value) : value;
}
