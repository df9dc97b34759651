import type { Message } from './message.ts';

/** What commands on DHCP and firmware get. */
export const networkMessages = {
  firmwareRefused: {
    code: 'NB3030',
    status: 422,
    text: 'no firmware was installed: {why}',
    wayOut: '{hint}',
  },
  firmwareBusy: {
    code: 'NB3031',
    status: 409,
    text: 'firmware is being installed by somebody else ({step})',
    wayOut: 'See netberth firmware status, then try again.',
  },
  dhcpSettings: {
    code: 'NB3060',
    status: 409,
    text: 'the settings of DHCP do not fit together or to this host: {problems}',
    wayOut: 'Mend dhcp.* in netberth.yaml (or the flags) and start the server again.',
  },
  dhcpNoInterface: {
    code: 'NB3061',
    status: 422,
    text: 'the server has no IPv4 address on {interface}',
    wayOut: 'Its interfaces: ip -brief address. Another one: netberth dhcp check --interface NAME',
  },
  dhcpNoPermission: {
    code: 'NB3062',
    status: 409,
    text: 'the server may not use UDP port 68, from which machines ask for addresses',
    wayOut:
      'Run it as root or with CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE).',
  },
  dhcpPortTaken: {
    code: 'NB3063',
    status: 409,
    text: 'another program on the server holds UDP port 68 for itself, so the answers cannot be heard',
    wayOut: 'Find it with ss -lunp sport = :68 (a DHCP client?) and end it for the time of the check.',
  },
  dhcpNoNetwork: {
    code: 'NB3064',
    status: 409,
    text: 'nothing can be sent from {address}: {why}',
    wayOut: 'Is the interface up? See ip -brief address and ip route.',
  },
} as const satisfies Readonly<Record<string, Message>>;
