import type { Reading } from '../../database/work.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { keyedMediumOf } from '../machines/machine-key-store.ts';
import type { KnownIdentifier } from '../machines/machine-identity.ts';
import type { Subject } from '../templates/template-values.ts';
import { decideBoot } from './decide-boot.ts';
import type { Decision } from './decide-boot.ts';
import { gatherSituation } from './gather-situation.ts';
import type { AskedBy, BootSettings } from './gather-situation.ts';
import { ipxePlatformOf } from './ipxe-platform.ts';
import { announcementOf } from './render-boot-script.ts';
import { renderOrDisk } from './render-or-disk.ts';
import type { Announcement } from './scripts/announce.ts';

export type Foreseen = {
  readonly decision: Decision;
  readonly announcement: Announcement;
  /** As it would be stored: secrets stand as `[boot-id]`. */
  readonly script: string;
};

export type ForeseeTools = {
  readonly settings: BootSettings;
  readonly menu: MenuSource;
  readonly serverUrl: string;
};

/** The same gathering, the same decision, the same rendering as a boot; nothing is written. */
export function* foreseeBoot(
  asked: Omit<AskedBy, 'keyHash'>,
  known: readonly KnownIdentifier[],
  subject: Subject,
  { settings, menu, serverUrl }: ForeseeTools,
): Reading<Foreseen> {
  const medium = yield* keyedMediumOf(subject.machine.id);
  const situation = {
    ...(yield* gatherSituation({ ...asked, keyHash: null }, settings, { identifiers: known })),
    // As if it came from its own medium, when it has one.
    proof: medium === null ? ({ kind: 'none' } as const) : ({ kind: 'key', medium } as const),
  };
  const { platform, buildarch } = subject.machine.hardware;
  const syslogPort = settings.logs?.syslog?.port;
  const surroundings = { platform: ipxePlatformOf(platform), buildarch, serverUrl, menu, syslogPort };
  const { decision, script } = yield* renderOrDisk(decideBoot(situation), subject, surroundings);
  return { decision, announcement: announcementOf(decision.reason, subject), script: script.stored };
}
