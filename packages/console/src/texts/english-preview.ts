import type { End } from '@netberth/ipxe/simulate';

/** Sentences of the preview. */
export const englishPreview = {
  title: 'Preview',
  titleOf: (machine: string) => `Preview of machine ${machine}`,
  badge: 'PREVIEW',
  nothingIsReal:
    'Nothing here is recorded and nothing is started: no machine, no boot, no grant changes. Files are not fetched; in their place stands what would have been started.',
  machine: 'Machine',
  machineHint: 'Id, MAC or host name; empty: a new one',
  begins: 'Where it begins',
  atMenu: 'At the menu',
  atServer: 'As the server decides',
  show: 'Show',
  emulator: 'A real iPXE, in an emulated PC',
  emulatorHint:
    'A PC with BIOS starts here in the browser from a medium of this server, as machines do. It is loaded when it is switched on (about 2 MB).',
  emulatorScreen: 'Screen and keyboard of the emulated PC',
  screenRole: 'screen of a machine',
  switchOn: 'Switch on',
  startAgain: 'Start again',
  switchOff: 'Switch off',
  keysHint: 'Click the screen, or tab to it, and use the keyboard; Tab leads out again.',
  asked: (count: number) => (count === 1 ? 'It has asked for 1 file' : `It has asked for ${count} files`),
  answers: { script: 'script', file: 'not fetched' },
  simulator: 'What the simulator says',
  simulatorScreen: 'Screen and keyboard of the simulated machine',
  platform: 'Firmware',
  platforms: { pcbios: 'BIOS', efi: 'UEFI' },
  letTimePass: 'Let the time of this screen pass',
  fromStart: 'From the beginning',
  end: (end: End): string => {
    switch (end.kind) {
      case 'boot':
        return 'It boots this:';
      case 'disk':
        return 'It boots its own disk.';
      case 'san':
        return `It boots from a disk in the network: ${end.urls.join(', ')}`;
      case 'exit':
        return 'The script is over: the firmware goes on, on most machines with the disk.';
      case 'error':
        return `The script fails, and the firmware goes on: ${end.text}`;
      case 'shell':
        return 'It is in the shell of iPXE.';
      case 'reboot':
        return 'It starts again.';
      case 'poweroff':
        return 'It switches itself off.';
      case 'waits':
        return 'It waits for a key.';
      case 'hang':
        return `It hangs: ${end.why}`;
      case 'loop':
        return `It goes round in circles: ${end.commands} commands were followed.`;
    }
  },
};
