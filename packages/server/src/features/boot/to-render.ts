import type { MenuSource } from '../catalogue/menu-content.ts';
import type { Subject } from '../templates/template-values.ts';
import type { Answer, Reason } from './decide-boot.ts';
import type { IpxePlatform } from './ipxe-platform.ts';

/** A decision about somebody; `subject` is null for requests that are nobody's. */
export type ToRender = {
  readonly answer: Answer;
  readonly reason: Reason;
  readonly subject: Subject | null;
  readonly platform: IpxePlatform;
  readonly buildarch: string | undefined;
  readonly serverUrl: string;
  /** Profiles that the menu may offer. */
  readonly menuProfiles: readonly string[];
  readonly menu: MenuSource;
  /** Where on this server installers are told to send their syslog; absent or null: nowhere. */
  readonly syslogPort?: number | null | undefined;
};
