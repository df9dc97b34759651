import type { Recipe } from '../recipe/recipe-schema.ts';
import { distributions } from '../system/distributions.ts';
import { enterLive, initrdHooks } from './initrd-hooks.ts';
import { liveConf, liveStart, liveUp } from './live-start.ts';
import { taskFiles } from './tasks/task-files.ts';
import type { GuestFile } from './guest-file.ts';

/** Everything of ours that is in an image. */
export function guestFiles(recipe: Recipe, version: string): readonly GuestFile[] {
  return [
    file('/etc/netberth/live.conf', liveConf(recipe, version)),
    program('/usr/lib/netberth/live-start', liveStart),
    program('/usr/lib/netberth/live-up', liveUp),
    program('/usr/lib/netberth/enter-live', enterLive),
    ...Object.entries(initrdHooks[recipe.live]).map(([path, text]) => program(path, text)),
    ...(recipe.tasks ? taskFiles : [file('/etc/systemd/system/netberth-up.service', upUnit)]),
    ...(distributions[recipe.system.distribution].installer === 'apt'
      ? [file('/usr/lib/systemd/network/89-netberth-dhcp.network', dhcpNetwork)]
      : []),
  ];
}

/** Units that must be enabled; those that an image does not have are left out. */
export function enabledUnits({ tasks }: Pick<Recipe, 'tasks'>): readonly string[] {
  const own = tasks ? 'netberth-task.service' : 'netberth-up.service';
  return [own, 'systemd-networkd.service', 'systemd-resolved.service'];
}

const upUnit = `[Unit]
Description=Tell the Netberth server that this system is up
ConditionPathExists=/run/netberth/machine/boot.env
Wants=network-online.target
After=network-online.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/lib/netberth/live-up
Restart=on-failure
RestartSec=10
[Install]
WantedBy=multi-user.target
`;

/** For every card that neither the recipe nor the server says something of: files of theirs come before this one. */
const dhcpNetwork = `[Match]
Name=en* eth*
[Network]
DHCP=yes
[DHCPv4]
ClientIdentifier=mac
`;

function file(path: string, text: string): GuestFile {
  return { path, text, mode: '0644' };
}

function program(path: string, text: string): GuestFile {
  return { path, text, mode: '0755' };
}
