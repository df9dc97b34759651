import type { Reading } from '../../database/work.ts';
import { onlyPlatform } from '../boot/candidate-platforms.ts';
import { foreseeBoot } from '../boot/foresee-boot.ts';
import type { Foreseen, ForeseeTools } from '../boot/foresee-boot.ts';
import { parseBootRequest } from '../boot/parse-boot-request.ts';
import type { MenuPick } from '../boot/menu-pick.ts';
import { nonDestructiveProfiles } from '../profiles/non-destructive-profiles.ts';
import { bootstrapScript } from '../boot/scripts/bootstrap-script.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { MenuScripts } from '../menus/menu-scripts.ts';
import { pickChoice } from '../menus/pick-choice.ts';
import { problemText } from '../menus/problem-text.ts';
import { parsePlatform } from '../menus/parse-platform.ts';
import type { AskedScript } from './asked-script.ts';
import { readAsking } from './read-asking.ts';

export type PreviewTools = ForeseeTools & { readonly pages: MenuScripts };

/** `nothing`: no script of this server. */
export type ForeseenScript =
  | ({ readonly kind: 'decided' } & Foreseen)
  | { readonly kind: 'page'; readonly script: string }
  | { readonly kind: 'nothing' };

/**
 * What a machine would get for an address of the boot plane, as features/boot and features/menus answer it; nothing
 * is written.
 * @param machine who asks; null: whoever the address says
 */
export function* foreseeScript(
  asked: AskedScript,
  machine: MachineRecord | null,
  tools: PreviewTools,
): Reading<ForeseenScript> {
  const { path } = asked;
  if (path === '/' || path === '/bootstrap.ipxe') return page(bootstrapScript);
  if (path === '/bootstrap') return yield* foreseeVisit(asked, null, machine, tools);
  if (path === '/menu.ipxe')
    return page(tools.pages.first(yield* nonDestructiveProfiles(), platformOf(asked)));
  const [, product] = /^\/menu\/p\/([^/]+)$/.exec(path) ?? [];
  if (product !== undefined) {
    const picked = pickChoice(product, asked.query, tools.menu);
    if (!picked.ok) {
      const why = picked.problems.join('; ');
      return page(problemText('choiceRefused', { why, server: tools.serverUrl }));
    }
    return yield* foreseeVisit(asked, picked.pick, machine, tools);
  }
  return path.startsWith('/menu/')
    ? page(menuPart(path.slice('/menu/'.length), asked, tools))
    : { kind: 'nothing' };
}

function* foreseeVisit(
  { query }: AskedScript,
  pick: MenuPick | null,
  machine: MachineRecord | null,
  tools: PreviewTools,
): Reading<ForeseenScript> {
  const request = parseBootRequest(query, 'unknown', tools.serverUrl);
  const { asking, known, subject } = yield* readAsking(request, machine);
  const asked = { ...asking, pick: pick ?? request.pick };
  return { kind: 'decided', ...(yield* foreseeBoot(asked, known, subject, tools)) };
}

function menuPart(part: string, asked: AskedScript, { pages, menu }: PreviewTools): string {
  const [, own] = /^own\/([^/]+?)(?:\.ipxe)?$/.exec(part) ?? [];
  const text = own === undefined ? pages.page(part, platformOf(asked)) : menu.content.ownScripts.get(own);
  return text ?? problemText('noMenuPart', { path: part.slice(0, 100) });
}

function platformOf({ query }: AskedScript) {
  return onlyPlatform(parsePlatform(query));
}

function page(script: string): ForeseenScript {
  return { kind: 'page', script };
}
