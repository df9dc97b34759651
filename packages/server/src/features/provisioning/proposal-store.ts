import type { Selectable } from 'kysely';
import type { GrantProposalsTable } from '../../database/tables.ts';
import { LostRace, change, insert, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { GrantOrder } from './grant-order.ts';
import type { ProposalRecord } from './proposal-record.ts';

type Row = Selectable<GrantProposalsTable>;
type NewProposal = Omit<ProposalRecord, 'id' | 'version' | 'status' | 'decidedBy' | 'decidedAtMs'>;
type StoredOrder = Pick<ProposalRecord, 'profileVersions'> & Omit<GrantOrder, 'reason'>;

const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('grant_proposals').selectAll().where('id', '=', id),
);
const insertRow = statement<Omit<Row, 'id' | 'version' | 'status' | 'decided_by' | 'decided_at_ms'>>()(
  (query, values) =>
    query.insertInto('grant_proposals').values({
      status: 'proposed',
      version: 1,
      grantor: values.grantor,
      proposed_by: values.proposed_by,
      machines_json: values.machines_json,
      order_json: values.order_json,
      why: values.why,
      reason: values.reason,
      created_at_ms: values.created_at_ms,
      expires_at_ms: values.expires_at_ms,
    }),
  'id',
);
const decideRow = statement<{
  id: number;
  version: number;
  next: number;
  status: string;
  decidedBy: string;
  atMs: number;
}>()((query, values) =>
  query
    .updateTable('grant_proposals')
    .set({
      status: values.status,
      decided_by: values.decidedBy,
      decided_at_ms: values.atMs,
      version: values.next,
    })
    .where('id', '=', values.id)
    .where('version', '=', values.version),
);

export function* findProposal(id: number): Reading<ProposalRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && proposalOfRow(row);
}

/** @param openAtMs only those that can still be approved then */
export function* listProposals(page: {
  readonly after: number;
  readonly limit: number;
  readonly openAtMs: number | undefined;
}): Reading<readonly ProposalRecord[]> {
  const rows = yield* readQuery((query) => {
    const all = query.selectFrom('grant_proposals').selectAll().where('id', '>', page.after);
    const { openAtMs } = page;
    const wanted =
      openAtMs === undefined
        ? all
        : all.where('status', '=', 'proposed').where('expires_at_ms', '>', openAtMs);
    return wanted.orderBy('id').limit(page.limit);
  });
  return rows.map(proposalOfRow);
}

export function* insertProposal(proposal: NewProposal): Writing<ProposalRecord> {
  const { reason, ...order } = proposal.order;
  const stored: StoredOrder = { ...order, profileVersions: proposal.profileVersions };
  const id = yield* insert(insertRow, {
    grantor: proposal.grantor,
    proposed_by: proposal.proposedBy,
    machines_json: JSON.stringify(proposal.machineIds),
    order_json: JSON.stringify(stored),
    why: proposal.why,
    reason: reason ?? null,
    created_at_ms: proposal.createdAtMs,
    expires_at_ms: proposal.expiresAtMs,
  });
  return { ...proposal, id, version: 1, status: 'proposed', decidedBy: null, decidedAtMs: null };
}

/** @throws LostRace when somebody else has decided meanwhile */
export function* decideProposal(
  proposal: ProposalRecord,
  status: 'approved' | 'rejected',
  decidedBy: string,
  atMs: number,
): Writing<ProposalRecord> {
  const { id, version } = proposal;
  const changed = yield* change(decideRow, { id, version, next: version + 1, status, decidedBy, atMs });
  if (changed === 0) throw new LostRace(`proposal ${id} was decided meanwhile`);
  return { ...proposal, status, version: version + 1, decidedBy, decidedAtMs: atMs };
}

function proposalOfRow(row: Row): ProposalRecord {
  const { profileVersions, ...order } = JSON.parse(row.order_json) as StoredOrder;
  return {
    id: row.id,
    status: row.status as ProposalRecord['status'],
    version: row.version,
    grantor: row.grantor,
    proposedBy: row.proposed_by,
    machineIds: JSON.parse(row.machines_json) as number[],
    order: { ...order, reason: row.reason ?? undefined },
    profileVersions,
    why: row.why,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    decidedBy: row.decided_by,
    decidedAtMs: row.decided_at_ms,
  };
}
