import type {
  NextBoot,
  PowerAction,
  PowerOrder,
  PowerOrderStatus,
  PowerSettings,
  PowerState,
} from '@netberth/api';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';

/** How a machine is switched, without the password. */
export type DriverSettings =
  | {
      readonly driver: 'ipmi';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      /** Null: ipmitool asks the BMC which it has. */
      readonly cipher: number | null;
    }
  | {
      readonly driver: 'redfish';
      /** Without a slash at its end. */
      readonly origin: string;
      readonly user: string;
      readonly fingerprint: string | null;
      readonly legacyTls: boolean;
      readonly system: string | null;
    }
  | { readonly driver: 'wol'; readonly broadcast: string; readonly port: number }
  | { readonly driver: 'hook'; readonly hook: string; readonly address: string | null };

/** As its row says it; times in milliseconds since 1970. */
export type PowerRecord = {
  readonly machineId: number;
  readonly settings: DriverSettings;
  /** What was seen last. */
  readonly state: PowerState;
  readonly testedAtMs: number | null;
  readonly mediumId: number | null;
  readonly mediumGrantId: number | null;
};

export type OrderRecord = {
  readonly id: number;
  readonly machineId: number;
  readonly action: PowerAction;
  readonly next: NextBoot | null;
  readonly status: PowerOrderStatus;
  readonly version: number;
  readonly why: string | null;
  readonly attempts: number;
  readonly dueAtMs: number;
  /** It may have happened. */
  readonly isSent: boolean;
  readonly batchId: number | null;
  readonly wave: number;
  readonly grantId: number | null;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
};

export function viewOrder(order: OrderRecord): PowerOrder {
  const { id, machineId, action, next, status, why, attempts, wave, grantId, createdBy } = order;
  return {
    ...{ id, machineId, action, next, status, why, attempts, wave, grantId, createdBy },
    batch: order.batchId,
    createdAt: isoTime(order.createdAtMs),
    endedAt: isoTimeOrNull(order.endedAtMs),
  };
}

export function viewPower(
  { machineId, settings, state, testedAtMs, mediumId }: PowerRecord,
  hostname: string | null,
  hasPassword: boolean,
): PowerSettings {
  return {
    ...{ machineId, hostname, driver: settings.driver, address: addressOf(settings), hasPassword },
    user: 'user' in settings ? settings.user : null,
    hook: settings.driver === 'hook' ? settings.hook : null,
    tlsFingerprint: settings.driver === 'redfish' ? settings.fingerprint : null,
    legacyTls: settings.driver === 'redfish' && settings.legacyTls,
    ...{ testedAt: isoTimeOrNull(testedAtMs), state, mediumId },
  };
}

/** As people write it. */
export function addressOf(settings: DriverSettings): string | null {
  switch (settings.driver) {
    case 'ipmi':
      return settings.port === 623 ? settings.host : `${settings.host} port ${settings.port}`;
    case 'redfish':
      return settings.origin;
    case 'wol':
      return settings.port === 9 ? settings.broadcast : `${settings.broadcast} port ${settings.port}`;
    case 'hook':
      return settings.address;
  }
}
