import { powerConfigure, powerWords } from '@netberth/api';
import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';

export const powerSet = {
  name: 'power.set',
  summary: 'Say how a machine is switched on and off',
  description:
    'By its BMC (ipmi, redfish), by a packet that wakes it (wol: only on), or by a program or URL of your own (hook). It is tried at once, and refused when that fails. The password is asked for, or read from --password-file or standard input; it is sealed in the database and never shown again.',
  cli: {
    positionals: ['machine'],
    examples: [
      {
        line: 'netberth power set 7 --driver ipmi --address 192.0.2.107 --user admin',
        does: 'asks for the password',
      },
      {
        line: 'netberth power set 7 --driver redfish --address bmc7.example --user admin --password-file /run/bmc',
        does: 'without a terminal',
      },
      { line: 'netberth power set 7 --driver wol', does: 'wakes it by its MACs' },
      {
        line: 'netberth power set 7 --driver hook --hook libvirt --address web7',
        does: 'a program of power.hooks',
      },
    ],
  },
  input: z.object({
    machine: powerConfigure.input.shape.machine,
    ...powerWords,
    passwordFile: z.string().min(1).optional().describe('a file whose first line is the password'),
    reason: powerConfigure.input.shape.reason,
  }),
  output: powerConfigure.output,
} as const satisfies LocalDefinition;
