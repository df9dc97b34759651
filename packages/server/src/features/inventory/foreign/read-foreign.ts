import { checkDraft, type ForeignMachine } from './check-draft.ts';
import type { ForeignDrafts } from './foreign-draft.ts';
import { parseCobbler } from './parse-cobbler.ts';
import { parseForeman } from './parse-foreman.ts';
import { parseMaas } from './parse-maas.ts';
import { parseTable } from './parse-table.ts';

export type ForeignTool = 'cobbler' | 'foreman' | 'maas' | 'csv';

export type ReadForeign =
  | { readonly ok: true; readonly machines: readonly ForeignMachine[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

const parsers: Readonly<Record<ForeignTool, (text: string) => ForeignDrafts | Promise<ForeignDrafts>>> = {
  cobbler: parseCobbler,
  foreman: parseForeman,
  maas: parseMaas,
  csv: parseTable,
};

/** Another tool's machines, all checked; one that is faulty and none is taken, and every faulty one is named. */
export async function readForeign(tool: ForeignTool, text: string): Promise<ReadForeign> {
  const parsed = await parsers[tool](text);
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map((why) => why + hintOf(text, tool)) };
  const checked = parsed.drafts.map((draft) => checkDraft(draft, tool));
  const machines = checked.flatMap((one) => (one.kind === 'machine' ? [one.machine] : []));
  const problems = [
    ...checked.flatMap((one) => (one.kind === 'faulty' ? one.problems : [])),
    ...sharedIdentifiers(machines),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const warnings = checked.flatMap((one) =>
    one.kind === 'machine' ? one.warnings : one.kind === 'left-out' ? [one.why] : [],
  );
  return { ok: true, machines, warnings };
}

function sharedIdentifiers(machines: readonly ForeignMachine[]): readonly string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const { place, identity } of machines)
    for (const value of [...identity.macs, identity.uuid, identity.serial]) {
      if (value === null) continue;
      const owner = owners.get(value);
      if (owner !== undefined) problems.push(`${place} and ${owner} both have ${value}`);
      owners.set(value, place);
    }
  return problems;
}

const marks: Readonly<Record<Exclude<ForeignTool, 'csv'>, RegExp>> = {
  maas: /"system_id"/,
  foreman: /"hostgroup_(?:id|name)"|^Id,Name,/m,
  cobbler: /"netboot_enabled"|^Interface =====/m,
};

/** A file of one of the others, if it looks like it. */
function hintOf(text: string, tool: ForeignTool): string {
  const other = Object.entries(marks).find(([name, mark]) => name !== tool && mark.test(text))?.[0];
  if (other !== undefined) return `. It looks like a file of ${other}: say --${other}`;
  return /"macs"/.test(text) ? '. It looks like one of netberth machine export: say no tool' : '';
}
