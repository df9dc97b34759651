import { auditExport } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { saveFile } from '../../parts/save-file.ts';
import { ask } from '../../server/ask.ts';

type Page = OutputOf<typeof auditExport>;

/** All of it, one record a line, with what its chain is made of: as `netberth audit export` writes it. */
export async function exportAudit(): Promise<void> {
  const lines: string[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: Page = await ask(auditExport, { after, limit: 1000 });
    lines.push(...page.records.map((record) => `${JSON.stringify(record)}\n`));
    after = page.next;
  }
  saveFile('audit.jsonl', 'application/jsonl', lines.join(''));
}
