import { menuPreview } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { ForeseeTools } from '../boot/foresee-boot.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { MenuScripts } from '../menus/menu-scripts.ts';
import { parseAskedScript } from './asked-script.ts';
import { foreseeScript } from './foresee-script.ts';
import type { ForeseenScript } from './foresee-script.ts';
import { markPreview } from './mark-preview.ts';

/** `menu preview`: a boot that leaves no trace. */
export function previewCommands(tools: ForeseeTools): readonly CommandHandler[] {
  const pages = new MenuScripts(tools.menu);
  return [
    handleRead(menuPreview, function* ({ address, machine: reference }) {
      const machine = reference === undefined ? null : yield* requireMachine(reference);
      const asked = parseAskedScript(address);
      if (asked === null) return view({ kind: 'nothing' });
      return view(yield* foreseeScript(asked, machine, { ...tools, pages }));
    }),
  ];
}

function view(foreseen: ForeseenScript) {
  const undecided = { decision: null, reasonCode: null, reason: null };
  switch (foreseen.kind) {
    case 'nothing':
      return { ...undecided, script: null };
    case 'page':
      return { ...undecided, script: markPreview(foreseen.script) };
    case 'decided': {
      const { decision, announcement, script } = foreseen;
      return {
        script: markPreview(script),
        decision: decision.answer.kind,
        reasonCode: announcement.code,
        reason: announcement.text,
      };
    }
  }
}
