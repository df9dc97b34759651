import { fillScript, ipxe, label, renderScript, script, urlText } from '@netberth/ipxe';
import type { Product } from '@netberth/catalogue';

/**
 * The text of a script of the site as it is served. Where it may destroy something it goes on only after the question of
 * its entry (`nb-sure`), which it asks itself when it was chained without it (rule 1).
 */
export function ownScriptText({ id, confirm }: Product, text: string): string {
  if (confirm === null) return text;
  const asking = script(
    ipxe`iseq \${nb-sure} yes || goto netberth-ask`,
    ipxe`clear nb-sure`,
    ipxe`goto netberth-asked`,
    label('netberth-ask'),
    ipxe`chain --autofree --replace ${urlText(`/menu/p/${id}`)} || exit 1`,
    label('netberth-asked'),
  );
  return `${fillScript(renderScript(asking), {})}${text.replace(/^[^\n]*\n?/, '')}`;
}
