/**
 * What the outside knows of a world of machines, or of one of them: what was asked when, and what was answered when. All times are
 * milliseconds of one clock of the test, which never jumps. `answeredMs` null: no answer came, so nobody knows.
 */
export type Told = {
  readonly visits: readonly Visit[];
  readonly calls: readonly Call[];
  readonly acts: readonly Act[];
};

/** A `/bootstrap` that was answered with an installer. */
export type Visit = {
  readonly machine: number;
  readonly askedMs: number;
  readonly answeredMs: number;
  readonly boot: number;
  readonly profile: string;
};

/** What an installer fetched or told. `image`: some of it, which may or may not be what starts the step. */
export type Call = {
  readonly machine: number;
  readonly boot: number;
  readonly what: 'image' | 'post-install' | 'finish';
  readonly askedMs: number;
  /** When it was answered with 200 or 206. */
  readonly answeredMs: number | null;
};

/** What a person did to a machine; tried again until it was answered, each try is one. */
export type Act = {
  readonly machine: number;
  readonly askedMs: number;
  readonly answeredMs: number | null;
} & (
  | {
      readonly does: 'grant';
      readonly steps: readonly string[];
      /** As the server answered it. */
      readonly grant: { readonly id: number; readonly expiresAt: string } | null;
    }
  | { readonly does: 'revoke' }
);

/** A {@link Told} while it is still going on. */
export class TellTale implements Told {
  readonly visits: Visit[] = [];
  readonly calls: Call[] = [];
  readonly acts: Act[] = [];
  readonly nowMs = (): number => performance.now();
}
