import { machineExplain } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { identityOf } from '../machines/identifier-store.ts';
import { identifiersOf } from '../machines/machine-identity.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { recentBootsOf } from '../provisioning/boot-store.ts';
import { rulesOfMachine } from '../rules/rules-of-machine.ts';
import { readSubject } from '../templates/subject-store.ts';
import { foreseeBoot } from './foresee-boot.ts';
import type { BootSettings } from './gather-situation.ts';

/** `machine explain`: the same gathering, the same decision, the same rendering as a boot; nothing is written. */
export function explainCommand(settings: BootSettings, menu: MenuSource, serverUrl: string): CommandHandler {
  return handleRead(machineExplain, function* (input) {
    const machine = yield* requireMachine(input.machine);
    const identity = yield* identityOf(machine.id);
    const [lastBoot] = yield* recentBootsOf(machine.id, 1);
    const asked = input.from === undefined ? undefined : canonicalAddress(input.from);
    const address = asked ?? lastBoot?.address ?? machine.address ?? 'unknown';
    const known = identifiersOf(identity).map((one) => ({ ...one, machineId: machine.id }));
    const subject = yield* readSubject(machine);
    const tools = { settings, menu, serverUrl };
    const foreseen = yield* foreseeBoot({ identity, address, pick: null }, known, subject, tools);
    const { decision, announcement } = foreseen;
    const profile = decision.answer.kind === 'profile' ? decision.answer : null;
    return {
      machineId: machine.id,
      decision: decision.answer.kind,
      profile: profile?.profile.name ?? null,
      step: profile?.grant?.step ?? null,
      reasonCode: announcement.code,
      reason: announcement.text,
      wayOut: announcement.wayOut,
      script: foreseen.script,
      rules: [...(yield* rulesOfMachine(machine))],
    };
  });
}
