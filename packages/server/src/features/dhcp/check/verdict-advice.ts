import { clientKinds } from '../client-kinds.ts';
import type { DhcpPlan } from '../plan-dhcp.ts';
import type { Finding } from './finding.ts';
import { isLoop } from './verdict-text.ts';

const printLines = 'netberth dhcp config --for isc (kea, windows, mikrotik, edgerouter, dnsmasq)';

/** What to change; null when nothing is wrong. */
export function adviceFor(finding: Finding, plan: DhcpPlan): string | null {
  const { outcome, others, giver } = finding;
  switch (outcome) {
    case 'here':
      return null;
    case 'silence':
      return plan.mode === 'full'
        ? 'See why our own DHCP does not answer: netberth event list. Is this the interface of a subnet?'
        : 'Start a DHCP server here, or set dhcp.mode to full with a range in dhcp.subnets.';
    case 'noAddress':
      return plan.mode === 'full'
        ? 'Give the subnet a range in dhcp.subnets, or the machine an address of its own.'
        : 'No DHCP server gives addresses here: start one, or set dhcp.mode to full with a range in dhcp.subnets.';
    case 'noBootFile':
      return missingLoader(finding, plan) ?? bootFileAdvice(plan);
    case 'wrongFile':
      return `Let ${giver?.server ?? 'the DHCP server'} tell machines apart by option 93; for the lines: ${printLines}.`;
    case 'elsewhere':
    case 'contested':
      return isLoop(finding.kind, others)
        ? `Let ${serversOf(finding)} tell iPXE (option 175, user class iPXE) something else; for the lines: ${printLines}.`
        : `Take the boot file out of the DHCP server ${serversOf(finding)}, or point it here; for the lines: ${printLines}.`;
  }
}

function serversOf({ others }: Finding): string {
  return [...new Set(others.map(({ server }) => server))].join(' and ');
}

function missingLoader({ kind }: Finding, { mode, loaders }: DhcpPlan): string | null {
  const isOurTask = mode === 'full' || mode === 'proxy';
  if (kind === 'ipxe' || !isOurTask || loaders.has(kind)) return null;
  const names = clientKinds.find(({ name }) => name === kind)?.loaders.join(' or ') ?? '';
  return `There is no ${names} in the firmware folder: netberth firmware install.`;
}

function bootFileAdvice({ mode }: DhcpPlan): string {
  return mode === 'proxy' || mode === 'full'
    ? 'Our own DHCP does not answer here: netberth event list tells why.'
    : `Set dhcp.mode to proxy, or tell the DHCP server of us; for the lines: ${printLines}.`;
}
