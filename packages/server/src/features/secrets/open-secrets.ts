import type { Keyring } from '../../database/keyring.ts';
import type { Database, Writing } from '../../database/work.ts';
import type { KeySource } from './key-source.ts';
import { keyState, sealAllWith } from './secret-store.ts';

/** Seals what an older version stored as it was. @returns how many secrets that were */
export type SealOld = () => Writing<number>;

export type Secrets = {
  readonly source: KeySource;
  readonly keys: Keyring;
  /** Why secrets cannot be read at this moment, and what to do; undefined: they can. */
  readonly problem: () => Promise<string | undefined>;
  /** Reads the keys anew. @returns what is wrong with their source */
  readonly reload: () => Promise<string | undefined>;
  readonly stop: () => void;
};

type Needs = {
  readonly database: Database;
  readonly keys: Keyring;
  readonly source: KeySource;
  readonly sealOld: readonly SealOld[];
  readonly onError: (error: unknown) => void;
};

/** Another server may have rotated the key, or a person put the right one into its file. */
const everyMs = 5000;
const notThere = 'it is not there';

/**
 * Reads the keys; makes one for a database that has none, and seals what stands in it. Without the right key the server
 * runs, and serves nothing that needs a secret.
 */
export async function openSecrets(needs: Needs): Promise<Secrets> {
  const { database, keys, source, onError } = needs;
  const readNow = async () => {
    const read = await source.read();
    if (read.kind === 'keys') keys.replace(read.keys);
    switch (read.kind) {
      case 'keys':
        return undefined;
      case 'missing':
        return notThere;
      case 'broken':
        return read.why;
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: what was read before a key was added would else take it away again.
  const reload = () => {
    const reading = last.then(readNow, readNow);
    last = reading;
    return reading;
  };
  let why = await reload();
  if ((await database.read(keyState)).kind === 'none') {
    if (why === notThere && source.add !== null) {
      await source.add();
      why = await reload();
    }
    await giveKey(needs);
  }
  const problem = async () => problemText(source, await database.read(keyState), why);
  const timer = setInterval(() => {
    reloadWhenWrong().catch(onError);
  }, everyMs);
  timer.unref();
  const reloadWhenWrong = async () => {
    // A command may be dear, or ask somebody.
    if (source.add === null) return;
    if ((await database.read(keyState)).kind !== 'right') why = await reload();
  };
  return { source, keys, problem, reload, stop: () => clearInterval(timer) };
}

/** Of two servers that come to this at once the second finds the key of the first. */
async function giveKey({ database, keys, sealOld }: Needs): Promise<void> {
  const { firstId } = keys;
  if (firstId === undefined) return;
  const sealed = await database.write(function* () {
    if ((yield* keyState()).kind !== 'none') return 0;
    yield* sealAllWith(firstId);
    let count = 0;
    for (const seal of sealOld) count += yield* seal();
    return count;
  });
  if (sealed > 0) await database.forgetErased();
}

function problemText(
  source: KeySource,
  state: { readonly kind: string; readonly keyId?: string },
  why: string | undefined,
): string | undefined {
  if (state.kind === 'right') return undefined;
  const wanted = state.keyId === undefined ? '' : ` It must hold the key ${state.keyId}.`;
  const what = why ?? (state.keyId === undefined ? 'there is no key' : 'it has not the key of the database');
  return `Secrets are locked: nothing that needs one is served. The key comes from ${source.name}: ${what}.${wanted} Put it there (docs/secrets.md); if it is lost, netberth secrets reset.`;
}
