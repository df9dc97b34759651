import type { Actor } from '../../commands/actor.ts';
import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import type { GrantOrder } from './grant-order.ts';
import { proposalLifeMs } from './proposal-record.ts';
import type { ProposalRecord } from './proposal-record.ts';
import { insertProposal } from './proposal-store.ts';
import { grantorOf } from './second-person.ts';

/** Writes down what would be granted. The machines stay as they are until somebody else approves it. */
export function* proposeGrants(
  machines: readonly MachineRecord[],
  order: GrantOrder,
  profiles: readonly ProfileRecord[],
  actor: Actor,
  why: string,
): Writing<ProposalRecord> {
  const createdAtMs = yield* now();
  return yield* insertProposal({
    grantor: grantorOf(actor),
    proposedBy: actor.name,
    machineIds: machines.map(({ id }) => id),
    order,
    profileVersions: Object.fromEntries(profiles.map(({ name, version }) => [name, version])),
    why,
    createdAtMs,
    expiresAtMs: createdAtMs + proposalLifeMs,
  });
}
