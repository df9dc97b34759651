import { factsSchema } from '@netberth/api';
import type { Facts } from '@netberth/api';
import { issueWords } from '@netberth/slips/issue-words';
import { readJson } from '../../platform/read-json.ts';
import {
  isPlaceholderMac,
  isPlaceholderSerial,
  isPlaceholderUuid,
} from '../machines/placeholder-identifier.ts';

export type ParsedFacts =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly problems: readonly string[] };

/** So many problems are told; the rest is like them. */
const maxProblems = 10;

/** The JSON that the discover image posts. What board makers leave where nothing is filled in becomes null. */
export function parseFacts(text: string): ParsedFacts {
  const document = readJson(text);
  if (!document.ok) return { ok: false, problems: [`the facts are not JSON: ${document.why}`] };
  const parsed = factsSchema.safeParse(document.value, { error: issueWords });
  if (parsed.success) return { ok: true, facts: withoutPlaceholders(parsed.data) };
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'facts'} ${message}`);
  return { ok: false, problems: problems.slice(0, maxProblems) };
}

function withoutPlaceholders(facts: Facts): Facts {
  const { vendor, product, serial, uuid } = facts.system;
  return {
    ...facts,
    system: {
      vendor: filledIn(vendor),
      product: filledIn(product),
      serial: filledIn(serial),
      uuid: uuid === null || isPlaceholderUuid(uuid.toLowerCase()) ? null : uuid.toLowerCase(),
    },
    disks: facts.disks.map((disk) => ({
      ...disk,
      ...{ model: trimmed(disk.model), serial: filledIn(disk.serial), wwn: trimmed(disk.wwn) },
    })),
    nics: facts.nics.filter(({ mac }) => !isPlaceholderMac(mac)),
  };
}

function trimmed(text: string | null): string | null {
  return text?.trim() || null;
}

function filledIn(text: string | null): string | null {
  const told = trimmed(text);
  return told === null || isPlaceholderSerial(told.toUpperCase()) ? null : told;
}
