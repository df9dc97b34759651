import { machineExplain } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { identityOf } from '../machines/identifier-store.ts';
import { hasKey } from '../machines/machine-key-store.ts';
import { identifiersOf } from '../machines/machine-identity.ts';
import { requireMachine } from '../machines/machine-reference.ts';
import { recentBootsOf } from '../provisioning/boot-store.ts';
import { readSubject } from '../templates/subject-store.ts';
import { decideBoot } from './decide-boot.ts';
import { gatherSituation } from './gather-situation.ts';
import type { BootSettings } from './gather-situation.ts';
import { announcementOf } from './render-boot-script.ts';
import { renderOrDisk } from './render-or-disk.ts';

/** `machine explain`: the same gathering, the same decision, the same rendering as a boot; nothing is written. */
export function explainCommand(settings: BootSettings, menu: MenuSource, serverUrl: string): CommandHandler {
  return handleRead(machineExplain, function* (input) {
    const machine = yield* requireMachine(input.machine);
    const identity = yield* identityOf(machine.id);
    const [lastBoot] = yield* recentBootsOf(machine.id, 1);
    const asked = input.from === undefined ? undefined : canonicalAddress(input.from);
    const address = asked ?? lastBoot?.address ?? machine.address ?? 'unknown';
    const known = identifiersOf(identity).map((one) => ({ ...one, machineId: machine.id }));
    const situation = {
      ...(yield* gatherSituation({ identity, address, pick: null, keyHash: null }, settings, known)),
      // It is explained as if it came from its own medium, when it has one.
      proof: (yield* hasKey(machine.id)) ? ('key' as const) : ('none' as const),
    };
    const subject = yield* readSubject(machine);
    const { decision, script } = yield* renderOrDisk(decideBoot(situation), subject, {
      platform: machine.hardware['platform'],
      buildarch: machine.hardware['buildarch'],
      serverUrl,
      menu,
    });
    const { code, text, wayOut } = announcementOf(decision.reason, subject);
    const profile = decision.answer.kind === 'profile' ? decision.answer : null;
    return {
      machineId: machine.id,
      decision: decision.answer.kind,
      profile: profile?.profile.name ?? null,
      step: profile?.grant?.step ?? null,
      reasonCode: code,
      reason: text,
      wayOut,
      script: script.stored,
    };
  });
}
