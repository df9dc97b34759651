import type { DhcpMode } from '../../../config/dhcp-settings.ts';
import type { ForeignServer } from './foreign-config.ts';

const places: Readonly<Record<ForeignServer, string>> = {
  dnsmasq: 'Put it into a file of /etc/dnsmasq.d and restart dnsmasq.',
  isc: 'Put it into dhcpd.conf, outside of any subnet; test it with dhcpd -t, then restart dhcpd.',
  kea: 'Merge it into kea-dhcp4.conf; test it with kea-dhcp4 -t FILE, then reload Kea.',
  windows: 'Run it in PowerShell as administrator on the DHCP server; it holds for all IPv4 scopes.',
  mikrotik: 'Paste it into the terminal of RouterOS 7; matching-type needs 7.16 or later.',
  edgerouter:
    'Paste it into the shell of EdgeOS. A UniFi gateway knows only one boot file for all machines: use dhcp.mode proxy there.',
};

/** Where the lines go and what else must be true. */
export function foreignNotes(server: ForeignServer, mode: DhcpMode): string[] {
  const tftp =
    mode === 'off'
      ? ['The loaders come by TFTP from here: set dhcp.mode to external, so that Netberth serves them.']
      : [];
  const untested =
    server === 'windows' || server === 'mikrotik' || server === 'edgerouter'
      ? [
          "Written from the maker's documentation and not tried on one: look at the result with netberth dhcp check.",
        ]
      : ['When it is in place: netberth dhcp check.'];
  return [places[server], ...tftp, ...untested];
}
