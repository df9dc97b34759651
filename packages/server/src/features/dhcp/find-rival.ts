import { CommandRefused } from '../../platform/command-refused.ts';
import { findGivers } from './check/check-network.ts';
import { explainAsking } from './check/explain-asking.ts';
import type { DhcpPlan } from './plan-dhcp.ts';

/**
 * Why DHCP must not start giving addresses: another server does so already, and two give one address twice; or the
 * network cannot be asked. Null: nothing stands against it. Networks behind relays cannot be asked from here.
 * @param own addresses of a server that may well answer
 */
export async function findRival(plan: DhcpPlan, own: ReadonlySet<string>): Promise<string | null> {
  if (plan.mode !== 'full' || plan.allowOther) return null;
  const places = new Set(
    plan.subnets.flatMap(({ family, isRelayed, origin }) =>
      family === 4 && !isRelayed ? [origin.address] : [],
    ),
  );
  for (const address of places) {
    const found = await ask(address, own);
    if (found !== null) return found;
  }
  return null;
}

async function ask(address: string, own: ReadonlySet<string>): Promise<string | null> {
  try {
    const others = (await findGivers(address)).filter((server) => !own.has(server));
    if (others.length === 0) return null;
    return `the DHCP server ${others.join(', ')} answers in the network of ${address} already; end that one, set dhcp.mode to proxy, or say dhcp.allowOther`;
  } catch (error) {
    const explained = explainAsking(error, address);
    if (!(explained instanceof CommandRefused)) throw explained;
    return `nobody can tell whether another DHCP server answers in the network of ${address}: ${explained.message}. ${explained.wayOut}`;
  }
}
