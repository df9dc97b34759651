import { expandSettings } from './expand-settings.ts';
import { installerRequests } from './installer-requests.ts';
import type { Doing, MachineState, SeenBoot } from './machine-state.ts';
import { readBootScript } from './read-boot-script.ts';
import type { BootAction, BootScript } from './read-boot-script.ts';
import { plainRequest } from './storm-request.ts';
import type { StormAnswer, StormRequest } from './storm-request.ts';

/** `request` null: the machine's story has ended. `afterMs`: the pause that iPXE or the installer makes first. */
export type Step = {
  readonly state: MachineState;
  readonly request: StormRequest | null;
  readonly afterMs: number;
};

/** As our bootstrap script and a patient installer do: ten tries with growing pauses. */
const mostFailures = 10;
/** A machine that is still sent round and round is not going to finish; one that waits for its turn may. */
const mostVisits = 100;
const mostVisitsWaiting = 2000;

/** What a machine does with an answer. Pure: the same state and answer give the same step. */
export function nextRequest(state: MachineState, answer: StormAnswer): Step {
  switch (state.doing.kind) {
    case 'script':
      return answer.kind === 'text' && answer.status === 200
        ? followScript(state, state.doing.asks, answer.text)
        : retryScript(state, state.doing.asks);
    case 'boot-files':
      return answer.kind === 'file' ? nextBootFile(state, state.doing, answer) : rebootAfterFailure(state);
    case 'installer':
      return nextCall(state, state.doing, answer);
    case 'local-disk':
    case 'gave-up':
      return stay(state);
  }
}

/** The step with which a machine begins, or goes on. */
export function stay(state: MachineState, afterMs = 0): Step {
  return { state, request: 'asks' in state.doing ? state.doing.asks : null, afterMs };
}

function go(state: MachineState, doing: Doing, afterMs = 0): Step {
  return stay({ ...state, doing, failures: 0 }, afterMs);
}

function giveUp(state: MachineState, why: string): Step {
  return go(state, { kind: 'gave-up', why });
}

function followScript(before: MachineState, asked: StormRequest, text: string): Step {
  const { headline, waiting, action } = readOnce(text);
  const state = {
    ...before,
    lastWords: headline || before.lastWords,
    waiting: waiting ?? before.waiting,
  };
  switch (action.kind) {
    case 'chain':
      return followChain(state, asked, action.url, action.pauseMs);
    case 'linux':
      return bootLinux(state, asked, action);
    case 'local-disk':
      return go(state, { kind: 'local-disk' });
    case 'unreadable':
      return giveUp(state, `the script of ${asked.url} cannot be followed: ${action.why}`);
  }
}

let lastRead = { text: '', script: readBootScript('') };

/** `/bootstrap.ipxe` is the same for everybody: read once, it leaves much less garbage. */
function readOnce(text: string): BootScript {
  if (text !== lastRead.text) lastRead = { text, script: readBootScript(text) };
  return lastRead.script;
}

function followChain(state: MachineState, asked: StormRequest, written: string, pauseMs: number): Step {
  const url = new URL(expandSettings(written, state), asked.url).href;
  if (url === state.startUrl) return visitAgain(state, pauseMs);
  return go(state, { kind: 'script', asks: plainRequest('bootstrap', url) }, pauseMs);
}

function visitAgain(state: MachineState, pauseMs: number): Step {
  const most = state.waiting === '' ? mostVisits : mostVisitsWaiting;
  if (state.visits >= most) return giveUp(state, `it has asked ${most} times`);
  const asks = plainRequest('bootstrap.ipxe', state.startUrl);
  return go({ ...state, visits: state.visits + 1 }, { kind: 'script', asks }, pauseMs);
}

function bootLinux(
  state: MachineState,
  asked: StormRequest,
  { files, args }: Extract<BootAction, { kind: 'linux' }>,
): Step {
  const [asks, ...next] = files.map((file) => plainRequest('boot file', new URL(file, asked.url).href));
  const [, number, profile] = /\/b\/(\d+)\/images\/([^/]+)\//.exec(asks?.url ?? '') ?? [];
  if (asks === undefined || number === undefined || profile === undefined)
    return giveUp(state, `the script of ${asked.url} does not say which boot its kernel belongs to`);
  const boot = { number: Number(number), profile, isFinished: false };
  const boots = [...state.boots, boot];
  return go({ ...state, boots }, { kind: 'boot-files', asks, next, args });
}

/** The script is asked for again, as often as our bootstrap script does; then the machine boots its disk. */
function retryScript(state: MachineState, asks: StormRequest): Step {
  const failures = state.failures + 1;
  if (failures > mostFailures) return go(state, { kind: 'local-disk' });
  return stay({ ...state, doing: { kind: 'script', asks }, failures }, failures * 1000);
}

/** What our scripts do after `|| goto again`: ten seconds, then from the start. */
function rebootAfterFailure(state: MachineState): Step {
  return visitAgain(state, 10_000);
}

function nextBootFile(
  state: MachineState,
  doing: Extract<Doing, { kind: 'boot-files' }>,
  answer: Extract<StormAnswer, { kind: 'file' }>,
): Step {
  if (!answer.isRight) return giveUp(state, `${doing.asks.url} is not the file that was imported`);
  const [asks, ...next] = doing.next;
  if (asks !== undefined) return go(state, { ...doing, asks, next });
  return runInstaller(state, doing.args);
}

function runInstaller(state: MachineState, args: readonly string[]): Step {
  const [asks, ...next] = installerRequests(args, state.machine.imageRanges);
  if (asks === undefined) return giveUp(state, `its kernel was not told what to do: ${args.join(' ')}`);
  return go(state, { kind: 'installer', asks, next });
}

function nextCall(
  state: MachineState,
  doing: Extract<Doing, { kind: 'installer' }>,
  answer: StormAnswer,
): Step {
  const { asks } = doing;
  if (answer.kind === 'lost' || (answer.kind === 'text' && answer.status >= 500))
    return retryCall(state, answer);
  if (answer.kind === 'text' && answer.status !== 200)
    return giveUp(state, `${asks.kind} was refused with ${answer.status}: ${answer.text.trim()}`);
  if (answer.kind === 'file' && !isWanted(asks, answer))
    return giveUp(state, `${asks.url} is not the file that was imported`);
  const [call, ...next] = doing.next;
  if (call !== undefined) return go(state, { kind: 'installer', asks: call, next });
  return visitAgain({ ...state, waiting: '', boots: state.boots.map(finishedIfLast) }, 0);
}

function isWanted({ wantedBytes }: StormRequest, answer: Extract<StormAnswer, { kind: 'file' }>): boolean {
  return answer.isRight && (wantedBytes === null || answer.sizeBytes === wantedBytes);
}

function finishedIfLast(boot: SeenBoot, index: number, boots: readonly SeenBoot[]): SeenBoot {
  return index === boots.length - 1 ? { ...boot, isFinished: true } : boot;
}

function retryCall(state: MachineState, answer: StormAnswer): Step {
  const failures = state.failures + 1;
  if (failures > mostFailures) {
    const why = answer.kind === 'lost' ? answer.why : 'the server is in trouble';
    return giveUp(state, `its installer got no answer ${failures} times: ${why}`);
  }
  return stay({ ...state, failures }, failures * 1000);
}
