import { netmaskOf } from '../../../config/netmask.ts';
import { offeredKinds, raspberryPiPrefixes, raspberryPiText } from '../client-kinds.ts';
import type { ClientKind, Loaders } from '../client-kinds.ts';
import type { DhcpPlan, Origin, PlannedSubnet } from '../plan-dhcp.ts';
import type { DnsmasqFiles } from './dnsmasq-files.ts';
import { clientTag6Lines, subnet6Lines } from './render-ipv6-lines.ts';

/** Files that the configuration names. */
type NamedFiles = Pick<DnsmasqFiles, 'tftpFolder' | 'leaseFile' | 'reservationsFile' | 'user'>;

/** The configuration of the dnsmasq that Netberth runs, whole. Pure: the same plan gives the same text. */
export function renderDnsmasqConfig(plan: DhcpPlan, files: NamedFiles): string {
  const answers = plan.mode === 'full' || plan.mode === 'proxy';
  const has4 = plan.subnets.some(({ family }) => family === 4);
  const has6 = plan.mode === 'full' && plan.subnets.some(({ family }) => family === 6);
  const lines = [
    '# Made by Netberth from its settings, anew at every start: change those.',
    'port=0',
    `user=${files.user}`,
    'bind-dynamic',
    ...interfaceLines(plan),
    '',
    '# The boot loaders, with blocks as large as client and network allow.',
    'enable-tftp',
    `tftp-root=${files.tftpFolder}`,
    'tftp-max=1000',
    ...(answers ? ['', ...commonLines(plan, files)] : []),
    ...(answers && has4 ? ['', ...clientTagLines(plan)] : []),
    ...(has6 ? ['', ...clientTag6Lines()] : []),
    ...(answers ? plan.subnets.flatMap((subnet) => ['', ...subnetLines(plan, subnet)]) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function interfaceLines({ interfaces }: DhcpPlan): readonly string[] {
  return interfaces.length === 0 ? ['except-interface=lo'] : interfaces.map((name) => `interface=${name}`);
}

function commonLines({ mode, allowOther }: DhcpPlan, files: NamedFiles): readonly string[] {
  const full = [
    `dhcp-leasefile=${files.leaseFile}`,
    `dhcp-hostsfile=${files.reservationsFile}`,
    // Asking every address by ping first costs three seconds a machine; reservations and leases are ours.
    'no-ping',
    ...(allowOther ? [] : ['dhcp-authoritative']),
  ];
  return ['log-dhcp', ...(mode === 'full' ? full : ['dhcp-pxe-vendor=PXEClient,HTTPClient'])];
}

/** Who is asking: tags `ipxe`, `http`, `rpi`, and one for each kind. */
export function clientTagLines({ loaders }: Pick<DhcpPlan, 'loaders'>): readonly string[] {
  return [
    '# Who asks: iPXE itself by option 175 or user class, UEFI HTTP boot by vendor class, firmware by option 93.',
    'dhcp-match=set:ipxe,175',
    'dhcp-userclass=set:ipxe,iPXE',
    'dhcp-vendorclass=set:http,HTTPClient',
    ...raspberryPiPrefixes.map((prefix) => `dhcp-mac=set:rpi,${prefix}:*:*:*`),
    ...offeredKinds(loaders).flatMap(({ name, architectures }) =>
      architectures.map((code) => `dhcp-match=set:${name},option:client-arch,${code}`),
    ),
  ];
}

function subnetLines(plan: DhcpPlan, subnet: PlannedSubnet): readonly string[] {
  if (subnet.family === 6) return plan.mode === 'full' ? subnet6Lines(plan, subnet) : [];
  const name = `${subnet.network}/${subnet.prefixBits}${subnet.isRelayed ? ', behind a relay' : ''}`;
  return [
    `# ${name}`,
    ...(plan.mode === 'full' ? addressLines(subnet) : [proxyRange(subnet)]),
    ...bootLines(plan, subnet),
  ];
}

function proxyRange({ tag, network, prefixBits }: PlannedSubnet): string {
  return `dhcp-range=set:${tag},${network},proxy,${netmaskOf(prefixBits)}`;
}

function addressLines(subnet: PlannedSubnet): readonly string[] {
  const { tag, network, prefixBits, ranges, router, dns, domain, leaseSeconds } = subnet;
  const netmask = netmaskOf(prefixBits);
  // Without a range only machines with an address of their own are answered.
  const spans =
    ranges.length === 0 ? [`${network},static`] : ranges.map(({ first, last }) => `${first},${last}`);
  return [
    ...spans.map((span) => `dhcp-range=set:${tag},${span},${netmask},${leaseSeconds}s`),
    // Named without a value, an option is not sent: dnsmasq would name itself.
    `dhcp-option=tag:${tag},option:router${router === null ? '' : `,${router}`}`,
    ...(dns.length === 0 ? [] : [`dhcp-option=tag:${tag},option:dns-server,${dns.join(',')}`]),
    ...(domain === null ? [] : [`dhcp-option=tag:${tag},option:domain-name,${domain}`]),
  ];
}

/** Tags exclude each other, so that the order of the lines does not matter. */
function bootLines(plan: DhcpPlan, { tag, origin }: PlannedSubnet): readonly string[] {
  return [
    ...bootFileLines(plan.loaders, origin, `tag:${tag},`, plan.mode === 'proxy'),
    // Of the boot ROM alone, which asks as a BIOS machine would: one with UEFI is like any other arm64 machine.
    `pxe-service=tag:${tag},tag:!ipxe,tag:rpi,0,"${raspberryPiText}"`,
  ];
}

/** What each kind is told to boot; `who` begins every list of tags: `tag:net1,`. */
export function bootFileLines(
  loaders: Loaders,
  { url, address }: Origin,
  who: string,
  isProxy: boolean,
): readonly string[] {
  return [
    // With the address: iPXE looks at the file of a proxy's answer only if that names a server (iPXE issue 954).
    `dhcp-boot=${who}tag:ipxe,${url}/bootstrap.ipxe,,${address}`,
    ...offeredKinds(loaders).flatMap((kind) => {
      const loader = loaders.get(kind.name) ?? '';
      const own = `${who}tag:!ipxe,tag:${kind.name}`;
      if (kind.vendorClass === 'PXEClient') return pxeLines(kind, own, loader, address, isProxy);
      const boot = `dhcp-boot=${own},tag:http,${url}/firmware/${loader},,${address}`;
      // The firmware takes an answer for HTTP boot only if it says so (UEFI 2.10, 24.7.3.1); a proxy's always does.
      return isProxy ? [boot] : [boot, `dhcp-option-force=${own},tag:http,option:vendor-class,HTTPClient`];
    }),
  ];
}

/** A UEFI machine asks a proxy once more at port 4011, where dnsmasq answers from its `pxe-service` lines alone. */
function pxeLines(
  { name, architectures }: ClientKind,
  own: string,
  loader: string,
  address: string,
  isProxy: boolean,
): readonly string[] {
  const who = `${own},tag:!http${name === 'bios' ? ',tag:!rpi' : ''}`;
  if (!isProxy) return [`dhcp-boot=${who},${loader},,${address}`];
  return architectures.map((code) => `pxe-service=${who},${code},"Netberth",${loader},${address}`);
}
