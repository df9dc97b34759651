import type { DownloadLine } from '../provisioning/download-line.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import type { WaitingMachine } from '../provisioning/waiting-machine-store.ts';
import type { Decision, Situation } from './decide-boot.ts';

/**
 * What the link has no room for now waits, in the order in which machines first asked; everything else stays as it was
 * decided. A person who picked something at the console does not wait.
 */
export function takeTurn(
  decision: Decision,
  machine: MachineRecord | null,
  waited: WaitingMachine | undefined,
  { pick, nowMs }: Pick<Situation, 'pick' | 'nowMs'>,
  line: DownloadLine,
): Decision {
  if (machine === null) return decision;
  const { answer } = decision;
  const sizeBytes = answer.kind === 'profile' && pick === null ? downloadBytes(answer.profile) : 0;
  if (answer.kind !== 'profile' || sizeBytes === 0) {
    line.leave(machine.id);
    return decision;
  }
  const { name } = answer.profile;
  const sinceMs = waited?.profile === name ? waited.sinceMs : nowMs;
  const turn = line.ask({ machineId: machine.id, sizeBytes, sinceMs });
  if (turn.kind === 'go') return decision;
  const { place, waiting, readyInMs } = turn;
  const values = { profile: name, place, waiting, time: aboutText(readyInMs) };
  return {
    answer: { kind: 'queue', profile: answer.profile, turn },
    reason: { key: 'queued', values },
    effects: [],
  };
}

/** What of it comes from here: of a saved choice nothing that upstream has, and nothing twice that has two names. */
function downloadBytes({ files }: ProfileRecord): number {
  const fetched = files.filter(({ role }) => role !== 'template');
  const sizes = new Map(fetched.map(({ sha256, sizeBytes }) => [sha256, sizeBytes]));
  return [...sizes.values()].reduce((sum, sizeBytes) => sum + sizeBytes, 0);
}

/** `40 s`, `3 min`, `2 h` */
function aboutText(ms: number): string {
  if (ms < 90_000) return `${Math.max(1, Math.ceil(ms / 10_000)) * 10} s`;
  return ms < 90 * 60_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
