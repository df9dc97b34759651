import type { GuestFile } from '../guest-file.ts';
import { gatherProgram } from './gather-program.ts';
import { taskProgram } from './task-program.ts';
import { testProgram } from './test-program.ts';
import { wipeProgram } from './wipe-program.ts';

/** It does not wait for the network to be complete: a card without a cable would keep it for minutes. */
const taskUnit = `[Unit]
Description=Do what the Netberth server wants of this machine
ConditionPathExists=/run/netberth/machine/boot.env
Wants=lldpd.service
After=systemd-networkd.service lldpd.service
[Service]
ExecStart=/usr/lib/netberth/task
Restart=on-failure
RestartSec=10
[Install]
WantedBy=multi-user.target
`;

/** What is in an image whose recipe says `tasks`. */
export const taskFiles: readonly GuestFile[] = [
  program('gather', gatherProgram),
  program('wipe', wipeProgram),
  program('test', testProgram),
  program('task', taskProgram),
  { path: '/etc/systemd/system/netberth-task.service', text: taskUnit, mode: '0644' },
];

function program(name: string, text: string): GuestFile {
  return { path: `/usr/lib/netberth/${name}`, text, mode: '0755' };
}
