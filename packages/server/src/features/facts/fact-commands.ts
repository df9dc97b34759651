import { machineFacts } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { listFacts } from './fact-store.ts';
import { showFacts, viewReport } from './show-facts.ts';

const show = handleRead(machineFacts, function* ({ machine: reference, history }) {
  const { id, hostname } = yield* requireMachine(reference);
  const all = history ? yield* listFacts(id) : [];
  return {
    ...{ machineId: id, hostname },
    newest: yield* showFacts(id),
    history: all.map(viewReport),
  };
});

export const factCommands: readonly CommandHandler[] = [show];
