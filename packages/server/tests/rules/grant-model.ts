/** A boot that the model was served. */
export type ModelBoot = {
  readonly number: number;
  readonly bootId: string;
  readonly profile: string;
  readonly grant: ModelGrant;
  readonly step: number;
  isStarted: boolean;
  isFinished: boolean;
};

export type ModelGrant = {
  readonly steps: readonly string[];
  readonly maxStarts: number;
  readonly expiresAtMs: number;
  step: number;
  starts: number;
  startedBoot: ModelBoot | null;
  /** How it ended; null: nobody ended it. */
  end: 'revoked' | 'failed' | 'done' | 'expired' | null;
};

/** The profile that may be served again after it has started. */
export const retrying = 'retry1';

/**
 * One machine and its grants in forty lines, to compare the server with: what rules 1, 3 and 5 of the design say of
 * serving, starting and finishing.
 */
export class GrantModel {
  readonly boots: ModelBoot[] = [];
  isHeld = false;
  #grant: ModelGrant | null = null;
  #started: ModelBoot | null = null;

  /** @returns the profile that `/bootstrap` serves now; null: the disk */
  boot(nowMs: number): string | null {
    const grant = this.#grant;
    if (this.isHeld || grant === null || grant.end !== null) return null;
    if (nowMs >= grant.expiresAtMs) return this.#end(grant, 'expired');
    const profile = grant.steps[grant.step] ?? '';
    if (grant.startedBoot !== null && profile !== retrying) return null;
    if (grant.starts >= grant.maxStarts) return this.#end(grant, 'failed');
    return profile;
  }

  /** The grant that lives now, whether its machine is held or not. */
  live(nowMs: number): ModelGrant | null {
    const grant = this.#grant;
    return grant?.end === null && nowMs < grant.expiresAtMs ? grant : null;
  }

  #end(grant: ModelGrant, how: 'expired' | 'failed'): null {
    grant.end = how;
    return null;
  }

  wasServed(number: number, bootId: string, profile: string): void {
    if (this.#grant === null) throw new Error('it was served without a grant');
    const { step } = this.#grant;
    this.boots.push({
      number,
      bootId,
      profile,
      grant: this.#grant,
      step,
      isStarted: false,
      isFinished: false,
    });
  }

  /** @returns whether a person may grant it */
  grant(
    nowMs: number,
    grant: Pick<ModelGrant, 'steps' | 'maxStarts' | 'expiresAtMs'>,
    replace: boolean,
  ): boolean {
    const isLive = this.#grant?.end === null && nowMs < this.#grant.expiresAtMs;
    if (this.isHeld || (isLive && !replace)) return false;
    if (this.#grant?.end === null) this.#grant.end = isLive ? 'revoked' : 'expired';
    this.#grant = { ...grant, step: 0, starts: 0, startedBoot: null, end: null };
    return true;
  }

  /** @returns whether there was something to revoke: also a grant that a late finish would bring back */
  revoke(nowMs: number): boolean {
    const grant = this.#grant;
    if (grant === null) return false;
    if (grant.end !== null && (grant.end !== 'failed' || nowMs >= grant.expiresAtMs)) return false;
    grant.end = 'revoked';
    return true;
  }

  #mayReport(boot: ModelBoot): boolean {
    return !this.isHeld && (this.#started === null || this.#started.number <= boot.number);
  }

  /** @returns whether the boot may fetch what an installer runs */
  start(boot: ModelBoot, nowMs: number): boolean {
    const { grant, step, profile } = boot;
    if (!this.#mayReport(boot) || boot.isFinished || grant.end !== null || nowMs >= grant.expiresAtMs)
      return false;
    if (grant.step !== step) return false;
    if (grant.startedBoot === boot) return true;
    if (grant.startedBoot !== null && profile !== retrying) return false;
    if (grant.starts >= grant.maxStarts) return false;
    if (boot.isStarted) return true;
    boot.isStarted = true;
    grant.starts += 1;
    grant.startedBoot = boot;
    this.#started = boot;
    return true;
  }

  /** @returns whether the report is taken */
  finish(boot: ModelBoot, nowMs: number): boolean {
    if (boot.isFinished) return true;
    if (!this.#mayReport(boot)) return false;
    boot.isFinished = true;
    const { grant } = boot;
    const isOtherLive = this.#grant !== grant && this.#grant?.end === null;
    if (boot.step !== grant.step || isOtherLive) return true;
    Object.assign(grant, { step: grant.step + 1, starts: 0, startedBoot: null });
    if (grant.step === grant.steps.length) grant.end = 'done';
    else if (grant.end === 'failed' && this.#grant === grant && nowMs < grant.expiresAtMs) grant.end = null;
    return true;
  }

  /** @returns whether the report is taken */
  fail(boot: ModelBoot): boolean {
    if (!this.#mayReport(boot)) return false;
    const { grant } = boot;
    if (boot.grant === this.#grant && grant.end === null && boot.step === grant.step) grant.end = 'failed';
    return true;
  }
}
