import type { DhcpClientVerdict } from '@netberth/api';
import { clientKinds, raspberryPiFile, raspberryPiText } from '../client-kinds.ts';
import { askingKinds } from '../packet/client-question.ts';
import type { AskingKind } from '../packet/client-question.ts';
import type { DhcpPlan } from '../plan-dhcp.ts';
import type { DhcpAnswer } from './dhcp-answer.ts';
import { adviceFor } from './verdict-advice.ts';
import { verdictText } from './verdict-text.ts';
import type { BootTarget, Outcome, Finding } from './finding.ts';

/** By what an answer is known as ours. */
export type Ours = {
  /** Addresses of this host, and hosts of our URLs. */
  readonly hosts: ReadonlySet<string>;
  readonly plan: DhcpPlan;
};

/** What a client of this kind would do with these answers, in words. Pure. */
export function judgeAnswers(
  kind: AskingKind,
  answers: readonly DhcpAnswer[],
  ours: Ours,
): DhcpClientVerdict {
  const finding = findOutcome(kind, answers, ours);
  const target = finding.ours ?? finding.others[0] ?? null;
  return {
    kind,
    title: answers.some(isForRaspberryPi) ? 'Raspberry Pi' : askingKinds[kind].title,
    outcome: finding.outcome,
    address: finding.giver?.address ?? null,
    addressFrom: finding.giver?.server ?? null,
    bootFile: target?.file ?? null,
    bootFrom: target?.host ?? null,
    text: verdictText(finding),
    advice: adviceFor(finding, ours.plan),
  };
}

function findOutcome(kind: AskingKind, answers: readonly DhcpAnswer[], ours: Ours): Finding {
  const giver = answers.find(({ address }) => address !== null) ?? null;
  const targets = targetsOf(kind, answers);
  const own = targets.find((target) => isOurs(kind, target, ours)) ?? null;
  const others = targets.filter((target) => !isOurs(kind, target, ours));
  return { kind, giver, ours: own, others, outcome: outcomeOf(kind, answers, giver, own, others) };
}

function outcomeOf(
  kind: AskingKind,
  answers: readonly DhcpAnswer[],
  giver: DhcpAnswer | null,
  own: BootTarget | null,
  others: readonly BootTarget[],
): Outcome {
  if (answers.length === 0) return 'silence';
  if (giver === null) return 'noAddress';
  if (own === null && others.length === 0) return 'noBootFile';
  if (own === null) return 'elsewhere';
  if (others.length > 0) return 'contested';
  return isForAnother(kind, own.file) ? 'wrongFile' : 'here';
}

/** A loader of ours that starts on other machines: a DHCP server that does not tell them apart. */
function isForAnother(kind: AskingKind, file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const suited = clientKinds.filter(({ loaders }) => loaders.includes(name));
  return kind !== 'ipxe' && suited.length > 0 && !suited.some((each) => each.name === kind);
}

/** UEFI HTTP boot takes only what says HTTPClient and names a URL (UEFI 2.10, 24.7.3.1). */
function targetsOf(kind: AskingKind, answers: readonly DhcpAnswer[]): readonly BootTarget[] {
  const usable = answers.filter(({ bootFile, vendorClass, address }) => {
    if (kind === 'http-x64') return vendorClass.startsWith('HTTPClient') && /^https?:/.test(bootFile ?? '');
    return address !== null || vendorClass.startsWith('PXEClient');
  });
  const targets = usable.flatMap((answer) => {
    const file = isForRaspberryPi(answer) ? raspberryPiFile : answer.bootFile;
    if (file === null) return [];
    return [{ server: answer.server, file, host: hostOf(file) ?? answer.bootServer ?? answer.server }];
  });
  return [...new Map(targets.map((target) => [`${target.host} ${target.file}`, target])).values()];
}

function isForRaspberryPi({ menuItem }: DhcpAnswer): boolean {
  return menuItem?.title.startsWith(raspberryPiText) ?? false;
}

function hostOf(file: string): string | null {
  const url = /^[a-z]+:\/\//i.test(file) ? URL.parse(file) : null;
  return url === null ? null : url.hostname.replace(/^\[|\]$/g, '');
}

/** iPXE must get a script: with a loader it would load itself again and again. */
function isOurs(kind: AskingKind, { host, file }: BootTarget, { hosts, plan }: Ours): boolean {
  if (!hosts.has(host)) return false;
  if (kind === 'ipxe') return file.endsWith('/bootstrap.ipxe') || file === `${plan.origin.url}/`;
  return true;
}
