import type { LookupFunction } from 'node:net';
import {
  bootNext,
  ejectMedium,
  findDrive,
  findSystem,
  imageIn,
  insertMedium,
  isKind,
  nextBootOf,
  resetSystem,
} from '@netberth/redfish';
import { RedfishError } from '@netberth/redfish';
import type { RedfishService, System } from '@netberth/redfish';
import { connectRedfish } from '@netberth/redfish/node';
import type { Connection } from '@netberth/redfish/node';
import { printable } from '../../../platform/printable.ts';
import type { DriverSettings } from '../power-record.ts';
import { addressOfHost } from './address-of-host.ts';
import type { DriverTools } from './open-driver.ts';
import { done, failed } from './power-driver.ts';
import type { PowerDriver, PowerFailure, PowerOutcome, Seen } from './power-driver.ts';

type RedfishSettings = Extract<DriverSettings, { driver: 'redfish' }>;

/** A BMC by Redfish. It logs in with the first thing that is asked, and gives its session back in the end. */
export function redfishDriver(settings: RedfishSettings, password: string, tools: DriverTools): PowerDriver {
  let connecting: Promise<Connection> | undefined;
  const connected = () => (connecting ??= connect(settings, password, tools));
  const ask = async <Value>(
    how: (service: RedfishService, system: System) => Promise<Value>,
  ): Promise<PowerOutcome<Value>> => {
    try {
      const { service } = await connected();
      return { kind: 'done', value: await how(service, await findSystem(service, settings.system)) };
    } catch (error) {
      if (!(error instanceof RedfishError)) throw error;
      return failureOf(error);
    }
  };
  const act = async (how: (service: RedfishService, system: System) => Promise<unknown>) => {
    const outcome = await ask(how);
    return outcome.kind === 'done' ? done : outcome;
  };
  return {
    look: async () => asLook(await ask(seenIn)),
    switch: (action) => act((service, system) => resetSystem(service, system, action)),
    bootNext: (device) => act((service, system) => bootNext(service, system, device)),
    insert: (url) => act((service, system) => insertMedium(service, system, url)),
    eject: () => act(ejectMedium),
    close: async () => {
      const connection = await connecting?.catch(() => undefined);
      await connection?.dispose();
    },
  };
}

async function connect(
  { origin, user, fingerprint, legacyTls }: RedfishSettings,
  password: string,
  { allowLoopback, signal }: DriverTools,
): Promise<Connection> {
  const found = await addressOfHost(new URL(origin).hostname, allowLoopback);
  if (found.kind !== 'address')
    throw new RedfishError(found.why, { kind: found.kind === 'away' ? 'unreachable' : 'refused' });
  const { address } = found;
  const family = address.includes(':') ? 6 : 4;
  const lookup: LookupFunction = (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
  return await connectRedfish({ origin, user, password, fingerprint, legacyTls, lookup, signal });
}

async function seenIn(service: RedfishService, system: System): Promise<Seen> {
  const { PowerState, Manufacturer, Model } = system;
  const state = PowerState === 'On' ? 'on' : PowerState === 'Off' ? 'off' : 'unknown';
  const model = [Manufacturer, Model].filter((text) => typeof text === 'string' && text !== '').join(' ');
  return {
    state,
    next: nextBootOf(system),
    medium: await mediumIn(service, system),
    model: printable(model, 100) || 'Redfish',
  };
}

/** A machine without a virtual drive can be switched all the same. */
async function mediumIn(service: RedfishService, system: System): Promise<string | null> {
  try {
    const image = imageIn(service, await findDrive(service, system));
    // Who has the URL has the medium, with its key.
    return image === null ? null : printable(image.replace(/\/media\/[^/]+\//, '/media/…/'), 200);
  } catch (error) {
    if (isKind(error, 'unsupported', 'forbidden', 'not-found')) return null;
    throw error;
  }
}

/** Looking does nothing: without an answer nothing has happened. */
function asLook(outcome: PowerOutcome<Seen>): PowerOutcome<Seen> {
  return outcome.kind === 'unclear' ? { ...outcome, kind: 'away' } : outcome;
}

function failureOf({ message, facts }: RedfishError): PowerFailure {
  const why = printable(message, 400);
  switch (facts.kind) {
    case 'unreachable':
      return failed('away', why);
    case 'busy':
    case 'sessions-full':
      return failed('busy', why);
    case 'silent':
    case 'broken':
    case 'task-endless':
      return failed('unclear', why);
    case 'tls':
      return failed(
        'refused',
        facts.fingerprint === null
          ? `${why}: --legacy-tls`
          : `${why}: --tls-fingerprint ${facts.fingerprint}`,
      );
    case 'unauthorized':
    case 'forbidden':
    case 'not-found':
    case 'refused':
    case 'unsupported':
    case 'strange':
    case 'task-failed':
      return failed('refused', why);
  }
}
