import type { MenuSource } from '../catalogue/menu-content.ts';
import type { Subject } from '../templates/template-values.ts';
import type { Answer, Reason } from './decide-boot.ts';
import type { IpxePlatform } from './ipxe-platform.ts';

/** Of the server and of who asks, what goes into a script whatever is decided. */
export type Surroundings = {
  readonly platform: IpxePlatform;
  readonly buildarch: string | undefined;
  readonly serverUrl: string;
  readonly menu: MenuSource;
  /** Where on this server installers are told to send their syslog; absent or null: nowhere. */
  readonly syslogPort?: number | null | undefined;
};

/** A decision about somebody; `subject` is null for requests that are nobody's. */
export type ToRender = Surroundings & {
  readonly answer: Answer;
  readonly reason: Reason;
  readonly subject: Subject | null;
  /** Profiles that the menu may offer. */
  readonly menuProfiles: readonly string[];
};
