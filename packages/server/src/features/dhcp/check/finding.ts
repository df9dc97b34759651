import type { DhcpClientVerdict } from '@netberth/api';
import type { AskingKind } from '../packet/client-question.ts';
import type { DhcpAnswer } from './dhcp-answer.ts';

/** A file that a client is told to load, and from where. */
export type BootTarget = { readonly server: string; readonly file: string; readonly host: string };

/** That a file cannot be fetched is found out afterwards. */
export type Outcome = Exclude<DhcpClientVerdict['outcome'], 'notFetched'>;

/** Everything that the words about one client are made from. */
export type Finding = {
  readonly kind: AskingKind;
  readonly outcome: Outcome;
  readonly giver: DhcpAnswer | null;
  readonly ours: BootTarget | null;
  readonly others: readonly BootTarget[];
};
