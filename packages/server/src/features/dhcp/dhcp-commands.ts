import { networkInterfaces } from 'node:os';
import { dhcpCheck, dhcpConfig } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { handleReadWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { isInNetwork } from '../../config/dhcp-settings.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { hostAddresses } from './dhcp-service.ts';
import type { DhcpService } from './dhcp-service.ts';
import { renderForeignConfig } from './foreign/foreign-config.ts';
import { foreignNotes } from './foreign/foreign-notes.ts';
import type { DhcpPlan } from './plan-dhcp.ts';

export function dhcpCommands(service: DhcpService): readonly CommandHandler[] {
  return [
    handleReadWithFiles(
      dhcpConfig,
      function* (input) {
        return input;
      },
      async (input) => await showConfig(service, input.for ?? null),
    ),
    handleReadWithFiles(
      dhcpCheck,
      function* (input) {
        return input;
      },
      async (input) => await check(service, input.interface ?? null, input.mac ?? null),
    ),
  ];
}

type ConfigOutput = OutputOf<typeof dhcpConfig>;

async function showConfig(service: DhcpService, kind: ConfigOutput['for']): Promise<ConfigOutput> {
  const plan = requirePlan(service);
  const { mode } = plan;
  const warnings = [...plan.warnings];
  // Off, there is no dnsmasq of ours: what is wanted then is what another one must be told.
  const shown = kind ?? (mode === 'off' ? 'dnsmasq' : null);
  if (shown === null) return { mode, for: null, text: service.render(plan), notes: [], warnings };
  return {
    mode,
    for: shown,
    text: renderForeignConfig(shown, plan),
    notes: foreignNotes(shown, mode),
    warnings,
  };
}

type CheckOutput = OutputOf<typeof dhcpCheck>;

async function check(service: DhcpService, named: string | null, mac: string | null): Promise<CheckOutput> {
  const plan = requirePlan(service);
  const place = named === null ? firstPlace(plan) : placeNamed(named);
  const hosts = new Set([...hostAddresses(), new URL(plan.origin.url).hostname]);
  const normalMac = mac?.toLowerCase().replaceAll('-', ':') ?? null;
  // What asks is loaded when somebody does: a server starts without.
  const [{ checkNetwork }, { explainAsking }] = await Promise.all([
    import('./check/check-network.ts'),
    import('./check/explain-asking.ts'),
  ]);
  const { servers, clients } = await checkNetwork(place.address, { hosts, plan }, normalMac).catch(
    (error: unknown) => {
      throw explainAsking(error, place.address);
    },
  );
  const { state } = service;
  const detail = state.state === 'failed' ? state.why : '';
  return {
    ok: clients.every(({ outcome }) => outcome === 'here'),
    ...place,
    service: { mode: plan.mode, state: state.state, detail },
    servers: [...servers],
    clients: [...clients],
  };
}

function requirePlan(service: DhcpService): DhcpPlan {
  const planned = service.plan();
  if (planned.ok) return planned.plan;
  throw new CommandRefused('dhcpSettings', { problems: planned.problems.join('; ') });
}

type Place = { readonly interface: string; readonly address: string };

/** Where machines are served: in the first subnet that this host is in, else where it has an address. */
function firstPlace({ subnets, interfaces, origin }: DhcpPlan): Place {
  const places = placesOfHost().filter(
    (place) => interfaces.length === 0 || interfaces.includes(place.interface),
  );
  const served = places.find(({ address }) => subnets.some((subnet) => isInNetwork(address, subnet)));
  const place = served ?? places.find(({ address }) => address === origin.address) ?? places[0];
  if (place === undefined)
    throw new CommandRefused('dhcpNoInterface', { interface: 'any interface beside loopback' });
  return place;
}

function placeNamed(name: string): Place {
  const place = placesOfHost().find((each) => each.interface === name);
  if (place === undefined)
    throw new CommandRefused('dhcpNoInterface', { interface: `an interface "${name}"` });
  return place;
}

/** Loopback is no place where machines are. */
function placesOfHost(): readonly Place[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).flatMap(({ family, internal, address }) =>
      family === 'IPv4' && !internal ? [{ interface: name, address }] : [],
    ),
  );
}
