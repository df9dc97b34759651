import { mediaIssue } from '@netberth/api';
import type { MediumText } from '../media/medium-record.ts';

/** The network that the console's emulator (v86) makes up; it carries HTTP on port 80 and nothing else. */
const network = { ip: ['192.168.86.100/24'], gateway: ['192.168.86.1'], dns: ['192.168.86.1'] };
const bootUrl = 'http://192.168.86.1';

/** The medium that every preview boots: as any other, but for the network in its slot. */
export function previewMedium(menu: boolean): MediumText {
  const order = { machine: 'preview', firmware: ['bios'], label: 'PREVIEW', menu, wait: 30, ...network };
  return { ...mediaIssue.input.parse(order), bootUrl };
}
