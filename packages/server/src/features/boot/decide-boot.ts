import type { MessageKey, MessageValues } from '../../platform/message-registry.ts';
import type { Identification } from '../machines/identify-machine.ts';
import type { KeyWorth } from '../machines/machine-key-store.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import type { WaitingTurn } from '../provisioning/download-line.ts';
import { isGrantLive } from '../provisioning/grant-record.ts';
import type { GrantRecord } from '../provisioning/grant-record.ts';
import type { Move } from '../rollouts/find-move.ts';
import { memoryLack, type BootHardware } from './memory-lack.ts';
import type { MenuPick, PickedChoice } from './menu-pick.ts';

export type NewMachines = 'wait' | 'menu' | 'disk' | 'discover';

/** What the key that a machine sent is worth; `none`: it sent none. */
export type ShownProof = { readonly kind: 'none' } | KeyWorth;

/** Everything a decision looks at; nothing else may sway it. */
export type Situation = {
  readonly nowMs: number;
  /** Where the request comes from, canonical. */
  readonly address: string;
  /** What the key that it sent is worth. */
  readonly proof: ShownProof;
  /** What a person picked in the menu. */
  readonly pick: MenuPick | null;
  readonly hardware: BootHardware;
  readonly identification: Identification;
  /** The machine that it is; null unless `identification` is `known`. */
  readonly machine: MachineRecord | null;
  /** The machine's live grant, if it has one. */
  readonly grant: GrantRecord | null;
  /** The version of an image that a roll-out has for it. */
  readonly move: Move | null;
  /** Those of the profiles it may come to that exist: see {@link profilesInQuestion}. */
  readonly profiles: ReadonlyMap<string, ProfileRecord>;
  readonly newMachines: NewMachines;
  /** How many new machines a minute are recorded, and whether that many came. */
  readonly newLimit: number;
  readonly isNewLimitReached: boolean;
};

export type Answer =
  | { readonly kind: 'disk' | 'wait' | 'menu' }
  | { readonly kind: 'profile'; readonly profile: ProfileRecord; readonly grant: GrantRecord | null }
  | { readonly kind: 'queue'; readonly profile: ProfileRecord; readonly turn: WaitingTurn }
  /** Asks a person before anything that destroys; carries no secret. */
  | { readonly kind: 'choice'; readonly pick: PickedChoice };

/** What else becomes true with the answer, in the same transaction. */
export type Effect =
  | { readonly kind: 'record-machine' }
  | { readonly kind: 'hold'; readonly machineIds: readonly number[]; readonly why: string }
  | { readonly kind: 'bind-address' }
  /** It rests on the new version from now on. */
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'end-grant'; readonly event: 'expire' | 'use-up'; readonly why: string }
  | { readonly kind: 'raise'; readonly severity: 'note' | 'alert' };

export type Reason = { readonly key: MessageKey; readonly values: MessageValues };

export type Decision = {
  readonly answer: Answer;
  readonly reason: Reason;
  readonly effects: readonly Effect[];
};

const discoverProfile = 'discover';

/** What a machine boots, and why. Pure; the default is always its own disk (rule 1). */
export function decideBoot(situation: Situation): Decision {
  const { identification, machine } = situation;
  switch (identification.kind) {
    case 'anonymous':
      return decideChoice(situation) ?? disk('anonymous', {}, alert);
    case 'conflict': {
      const { machineIds, why } = identification;
      return disk('identityConflict', { why }, alert, { kind: 'hold', machineIds, why });
    }
    case 'unknown':
      return situation.isNewLimitReached
        ? disk('tooManyNew', { limit: situation.newLimit }, alert)
        : withEffect(decideChoice(situation) ?? decidePicked(situation) ?? decideNew(situation, false), {
            kind: 'record-machine',
          });
    case 'known':
      if (machine === null)
        throw new Error(`Deciding a boot: machine ${identification.machineId} was not read.`);
      return decideKnown(situation, machine);
  }
}

/** The profiles that {@link decideBoot} may come to. */
export function profilesInQuestion(
  machine: MachineRecord | null,
  grant: GrantRecord | null,
  newMachines: NewMachines,
  pick: MenuPick | null,
): readonly string[] {
  const step = grant?.steps[grant.step];
  const resting =
    machine && machine.resting !== 'disk' && machine.resting !== 'menu' ? machine.resting : undefined;
  const discover = newMachines === 'discover' ? discoverProfile : undefined;
  const picked = pick?.kind === 'profile' ? pick.name : undefined;
  return [step, resting, discover, picked].filter((name) => name !== undefined);
}

function decideKnown(situation: Situation, machine: MachineRecord): Decision {
  if (machine.state === 'held') {
    return disk('held', { why: machine.stateReason ?? 'by a person' });
  }
  const unproved = demandOwnMedium(machine, situation.proof);
  if (unproved) return unproved;
  const choice = decideChoice(situation);
  if (choice !== undefined) return choice;
  const { grant } = situation;
  if (grant === null || grant.status !== 'live') {
    return decidePicked(situation) ?? decideResting(situation, machine);
  }
  if (!isGrantLive(grant, situation.nowMs)) {
    const why = `grant ${grant.id} expired`;
    return disk('grantExpired', { grant: grant.id }, alert, { kind: 'end-grant', event: 'expire', why });
  }
  return decideGranted(situation, machine, grant);
}

function decideGranted(
  { address, profiles, proof, hardware }: Situation,
  machine: MachineRecord,
  grant: GrantRecord,
): Decision {
  const name = grant.steps[grant.step] ?? '';
  const bound = grant.address ?? machine.address;
  if (bound !== null && bound !== address) return disk('otherAddress', { address, bound }, alert);
  const profile = profiles.get(name);
  if (!profile) return disk('profileMissing', { profile: name }, alert);
  const unproved = demandProof(profile, proof) ?? demandMemory(profile, hardware);
  if (unproved) return unproved;
  if (grant.startedBoot !== null && !profile.retryAfterStart) {
    return disk('alreadyStarted', { profile: name }, alert);
  }
  if (grant.starts >= grant.maxStarts) {
    const why = `${name} started ${grant.starts} times and never finished`;
    return disk('usedUp', { profile: name, starts: grant.starts }, alert, {
      kind: 'end-grant',
      event: 'use-up',
      why,
    });
  }
  return {
    answer: { kind: 'profile', profile, grant },
    reason: {
      key: 'granted',
      values: { grant: grant.id, profile: name, step: grant.step + 1, steps: grant.steps.length },
    },
    effects: grant.address === null ? [{ kind: 'bind-address' }] : [],
  };
}

function decideResting(situation: Situation, machine: MachineRecord): Decision {
  const moved = decideMove(situation);
  if (moved !== undefined) return moved;
  if (machine.resting === 'menu') return menu('restingMenu');
  if (machine.resting !== 'disk') return decideRestingProfile(situation, machine.resting);
  if (machine.state === 'new') return decideNew(situation, machine.discoveredAtMs !== null);
  if (machine.state === 'finished') return disk('finished', {});
  if (machine.state === 'failed')
    return disk('installFailed', { why: machine.stateReason ?? 'no reason given' });
  return disk('noGrant', {});
}

/** A machine that cannot boot the new version keeps the one that it has. */
function decideMove({ move, proof, hardware }: Situation): Decision | undefined {
  if (move === null) return undefined;
  const { image, profile } = move;
  if (demandProof(profile, proof) ?? demandMemory(profile, hardware)) return undefined;
  return {
    answer: { kind: 'profile', profile, grant: null },
    reason: { key: 'rolledOut', values: { image, profile: profile.name } },
    effects: [{ kind: 'move', move }],
  };
}

function decideRestingProfile({ profiles, proof, hardware }: Situation, name: string): Decision {
  const profile = profiles.get(name);
  if (!profile) return disk('profileMissing', { profile: name }, alert);
  if (profile.destructive) return disk('restingDestructive', { profile: name }, alert);
  const unproved = demandProof(profile, proof) ?? demandMemory(profile, hardware);
  if (unproved) return unproved;
  return {
    answer: { kind: 'profile', profile, grant: null },
    reason: { key: 'resting', values: { profile: name } },
    effects: [],
  };
}

/** What a machine without a past gets is a setting. */
function decideNew(situation: Situation, isDiscovered: boolean): Decision {
  const { newMachines, profiles, proof, hardware } = situation;
  switch (newMachines) {
    case 'disk':
      return disk('noGrant', {});
    case 'menu':
      return menu('menuForNew');
    case 'wait':
      return { answer: { kind: 'wait' }, reason: reason('waiting'), effects: [] };
    case 'discover': {
      if (isDiscovered) return { answer: { kind: 'wait' }, reason: reason('waiting'), effects: [] };
      const profile = profiles.get(discoverProfile);
      if (!profile) return disk('profileMissing', { profile: discoverProfile }, alert);
      if (profile.destructive) return disk('restingDestructive', { profile: discoverProfile }, alert);
      const unproved = demandProof(profile, proof) ?? demandMemory(profile, hardware);
      if (unproved) return unproved;
      return {
        answer: { kind: 'profile', profile, grant: null },
        reason: { key: 'discovering', values: { profile: discoverProfile } },
        effects: [],
      };
    }
  }
}

/**
 * What a person chose in the catalogue's menu. It is attended: its script asks first, has no answer file, and leaves
 * whatever is granted as it is (rule 1).
 */
function decideChoice({ pick }: Situation): Decision | undefined {
  if (pick?.kind !== 'choice') return undefined;
  const values = { choice: pick.title, product: pick.chosen.choice.product };
  return { answer: { kind: 'choice', pick }, reason: { key: 'pickedChoice', values }, effects: [] };
}

/** A profile that a person picked in the menu at the console: never anything destructive (rule 1). */
function decidePicked({ pick, profiles, proof, hardware }: Situation): Decision | undefined {
  const profile = pick?.kind === 'profile' ? profiles.get(pick.name) : undefined;
  if (!profile || profile.destructive) return undefined;
  const unproved = demandProof(profile, proof) ?? demandMemory(profile, hardware);
  if (unproved) return unproved;
  return {
    answer: { kind: 'profile', profile, grant: null },
    reason: { key: 'picked', values: { profile: profile.name } },
    effects: [],
  };
}

/** A profile that demands a key is nobody's without it, whoever asks and why (rule 4). */
function demandProof({ name, proof }: ProfileRecord, shown: ShownProof): Decision | undefined {
  if (proof === 'none') return undefined;
  switch (shown.kind) {
    case 'key':
      return undefined;
    case 'none':
      return disk('keyMissing', { profile: name }, alert);
    case 'revoked':
      return disk('keyRevoked', { profile: name, medium: shown.medium }, alert);
    case 'wrong':
      return disk('keyWrong', { profile: name }, alert);
  }
}

/** What is larger than the memory would stop the machine half-way. */
function demandMemory({ name, spec }: ProfileRecord, hardware: BootHardware): Decision | undefined {
  const lack = memoryLack(spec, hardware);
  return lack === null ? undefined : disk('liveTooLarge', { profile: name, ...lack }, alert);
}

/** A machine that must come from its own medium gets nothing else without it: no grant, no menu, nothing picked. */
function demandOwnMedium({ proof }: MachineRecord, shown: ShownProof): Decision | undefined {
  if (proof === 'none') return undefined;
  switch (shown.kind) {
    case 'key':
      return undefined;
    case 'none':
      return disk('ownMediumMissing', {}, alert);
    case 'revoked':
      return disk('ownMediumRevoked', { medium: shown.medium }, alert);
    case 'wrong':
      return disk('ownMediumWrong', {}, alert);
  }
}

function menu(key: MessageKey): Decision {
  return { answer: { kind: 'menu' }, reason: reason(key), effects: [] };
}

const alert: Effect = { kind: 'raise', severity: 'alert' };

function reason(key: MessageKey): Reason {
  return { key, values: {} };
}

function disk(key: MessageKey, values: MessageValues, ...effects: Effect[]): Decision {
  return { answer: { kind: 'disk' }, reason: { key, values }, effects };
}

function withEffect(decision: Decision, effect: Effect): Decision {
  return { ...decision, effects: [effect, ...decision.effects] };
}
